import { complaintsOf } from '../support/browser.mjs';
import { axeFinds, foreignWords, htmlFinds, tooWide } from '../support/judge.mjs';
import { cookies, nameOf, options, pairwise } from '../support/modes.mjs';
import { roundsOf } from '../support/rounds.mjs';
import { expect, test as town } from '../support/test';

type Rounds = Awaited<ReturnType<typeof roundsOf>>;

const test = town.extend<object, { rounds: Rounds }>({
  rounds: [async ({ browser, portal }, use) => use(await roundsOf(browser, portal)), { scope: 'worker', timeout: 300_000 }],
});

test.use({ town: 'all pages', at: '2026-11-27T10:00+08:00' });
test.describe.configure({ mode: 'parallel', timeout: 600_000 });

for (const mode of pairwise) {
  test(`axe, html-validate and the console find nothing on any page: ${nameOf(mode)}`, async ({ browser, portal, rounds }) => {
    const findings: string[] = [];
    for (const { role, storageState, pages } of rounds.rounds) {
      // With scripts off a page cannot be asked anything, so there axe looks at a page whose scripts are empty.
      const context = await browser.newContext({ ...options(mode), javaScriptEnabled: true, baseURL: portal.url, storageState });
      await context.addCookies(cookies(mode, portal.url));
      if (!mode.js) await context.route(/\.(js|wasm)$/, route => route.fulfill({ body: '', contentType: 'text/javascript' }));
      const complaints = complaintsOf(context);
      const page = await context.newPage();
      for (const [route, path] of pages) {
        const answer = await page.goto(path);
        const found = [...(await axeFinds(page)), ...(await tooWide(page)), ...(await foreignWords(page, mode.lang)), ...complaints.splice(0)];
        if (mode.theme === 'light') found.push(...(await htmlFinds(await answer!.text())));
        findings.push(...found.map(what => `${role} ${route}: ${what}`));
      }
      await context.close();
    }
    expect(findings).toEqual([]);
  });
}
