import { complaintsOf } from '../support/browser.mjs';
import { pageRoutes, walk } from '../support/crawl.mjs';
import { axeFinds, foreignWords, htmlFinds, tooWide } from '../support/judge.mjs';
import { cookies, nameOf, options, pairwise } from '../support/modes.mjs';
import { signIn } from '../support/people.mjs';
import { expect, test } from '../support/test';

test.use({ at: '2026-11-27T10:00+08:00' });
test.setTimeout(900_000);

test('axe, html-validate and the console find nothing on any page', async ({ browser, portal }) => {
  const routes = pageRoutes();
  const open = new Set(routes);
  const findings: string[] = [];
  const roles = new Map(portal.accounts.map(account => [account.role, account]));
  for (const account of [undefined, ...roles.values()]) {
    const first = await browser.newContext({ baseURL: portal.url });
    if (account) await signIn(await first.newPage(), portal, account);
    const storageState = await first.storageState();
    const met = await walk(first.request, portal.url, routes);
    await first.close();
    const pages = [...met].filter(([route]) => open.has(route));
    for (const [route] of pages) open.delete(route);
    for (const mode of pages.length > 0 ? pairwise : []) {
      // With scripts off a page cannot be asked anything, so there axe looks at a page whose scripts are not fetched.
      const context = await browser.newContext({ ...options(mode), javaScriptEnabled: true, baseURL: portal.url, storageState });
      await context.addCookies(cookies(mode, portal.url));
      if (!mode.js) await context.route(/\.(js|wasm)$/, route => route.fulfill({ body: '', contentType: 'text/javascript' }));
      const complaints = complaintsOf(context);
      const page = await context.newPage();
      for (const [route, path] of pages) {
        const answer = await page.goto(path);
        const found = [...(await axeFinds(page)), ...(await tooWide(page)), ...(await foreignWords(page, mode.lang)), ...complaints.splice(0)];
        if (mode === pairwise[0] || mode === pairwise[1]) found.push(...(await htmlFinds(await answer!.text())));
        findings.push(...found.map(what => `${route} [${nameOf(mode)}] ${what}`));
      }
      await context.close();
    }
  }
  expect(findings).toEqual([]);
});
