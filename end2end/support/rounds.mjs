import { pageRoutes, walk } from './crawl.mjs';
import { signIn } from './people.mjs';

/**
 * Who goes where to see every page once: the visitor first, then one person of each role with the pages that nobody before could open.
 * Gives the rounds and the routes that no link leads to.
 */
export async function roundsOf(browser, portal) {
  const routes = pageRoutes();
  const open = new Set(routes);
  const rounds = [];
  // A visitor sees the public pages; they lead a person who is signed in nowhere else.
  let known;
  const roles = new Map(portal.accounts.map(account => [account.role, account]));
  for (const account of [undefined, ...roles.values()]) {
    const context = await browser.newContext({ baseURL: portal.url, storageState: portal.sessions.get(account?.role) });
    if (account && !portal.sessions.has(account.role)) {
      await signIn(await context.newPage(), portal, account);
      portal.sessions.set(account.role, await context.storageState());
    }
    const met = await walk(context.request, portal.url, routes, known);
    known ??= new Set(met.keys());
    await context.close();
    const pages = [...met].filter(([route]) => open.has(route));
    for (const [route] of pages) open.delete(route);
    if (pages.length > 0) rounds.push({ role: account?.role ?? 'visitor', storageState: portal.sessions.get(account?.role), pages });
  }
  return { rounds, unmet: [...open], count: routes.length };
}
