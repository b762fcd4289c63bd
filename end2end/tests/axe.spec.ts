import { test as base } from '@playwright/test';
import { complaintsOf } from '../support/browser.mjs';
import { finds, lastPageOf, sourceOf } from '../support/judge.mjs';
import { cookies, nameOf, oppositeOf, options, pairwise } from '../support/modes.mjs';
import { Portal } from '../support/portal.mjs';
import { prepared } from '../support/prepared.mjs';
import { roundsOf } from '../support/rounds.mjs';
import { shown } from '../support/shown.mjs';
import { expect } from '../support/test';

type Lived = Awaited<ReturnType<typeof roundsOf>> & { portal: InstanceType<typeof Portal> };

/** A town in which a few things happened, with the way to each of its pages. */
const test = base.extend<object, { lived: Lived }>({
  lived: [
    async ({ browser }, use) => {
      const portal = new Portal('all pages');
      const lived = await prepared('lived-in', portal.folder, async (folder: string) => {
        const first = await new Portal('', folder).start('2026-11-27T10:30+08:00');
        try {
          return await roundsOf(browser, first);
        } finally {
          await first.stop();
        }
      });
      portal.filled = true;
      try {
        await use({ ...lived, portal: await portal.start('2026-11-27T10:34+08:00') });
      } finally {
        await portal.close();
      }
    },
    { scope: 'worker', timeout: 300_000 },
  ],
});

test.describe.configure({ mode: 'parallel', timeout: 300_000 });

/** A page on the way: whose it is, what it is called, how it is opened. */
type Way = { role: string; name: string; open: (page: import('@playwright/test').Page) => Promise<unknown> };

function waysOf({ rounds, left }: Lived): Way[] {
  const linked = rounds.flatMap(({ role, pages }) => pages.map(([route, path]) => ({ role, name: route, open: page => page.goto(path) }) as Way));
  return [...linked, ...shown.map(([name, role, open]) => ({ role, name, open: page => open(page, left) }) as Way)];
}

// Each page is looked at in two opposite modes, so that it is seen light and dark, in both languages, narrow and wide …; the pages share out a choice of
// modes in which every two values meet. `make look` sees every page in every mode.
for (const [share, mode] of pairwise.flatMap((mode, share) => [[share, mode], [share, oppositeOf(mode)]] as const)) {
  test(`axe, html-validate and the console find nothing: ${nameOf(mode)}`, async ({ browser, lived }) => {
    const findings: string[] = [];
    const ways = waysOf(lived).filter((_, number) => number % pairwise.length === share);
    for (const role of new Set(ways.map(way => way.role))) {
      // With scripts off a page cannot be asked anything, so there axe looks at a page whose scripts are empty.
      const context = await browser.newContext({ ...options(mode), javaScriptEnabled: true, baseURL: lived.portal.url, storageState: lived.sessions[role] });
      await context.addCookies(cookies(mode, lived.portal.url));
      if (!mode.js) await context.route(/\.(js|wasm)$/, route => route.fulfill({ body: '', contentType: 'text/javascript' }));
      const complaints = complaintsOf(context);
      const page = await context.newPage();
      const last = lastPageOf(page);
      for (const { name, open } of ways.filter(way => way.role === role)) {
        await open(page);
        await page.waitForLoadState();
        const html = mode.theme === 'light' ? await sourceOf(last()) : undefined;
        findings.push(...[...(await finds(page, mode, html)), ...complaints.splice(0)].map(what => `${role}, ${name}: ${what}`));
      }
      await context.close();
    }
    expect(findings).toEqual([]);
  });
}
