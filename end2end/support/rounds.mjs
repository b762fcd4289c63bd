import { pageRoutes, walk } from './crawl.mjs';
import { creditCode } from './credit_code.mjs';
import { signIn } from './people.mjs';

/** A screen of the coming meeting: its link is shown once and stands on no page. */
async function screenOf(office) {
  await office.goto('/desk/meetings');
  await office.locator('main .list a').first().click();
  await office.getByRole('link', { name: '会场', exact: true }).click();
  await office.getByRole('button', { name: '生成屏幕链接' }).click();
  return new URL(await office.locator('.note .url a').getAttribute('href')).pathname;
}

/** Lets a few things happen, so that there are pages about them: a claim, a complaint, an application, a register that waits. */
async function liven(resident, officer) {
  await resident.goto('/member-day');
  await resident.getByRole('link', { name: '体验课一节' }).click();
  await resident.locator('main').getByRole('button', { name: '领取' }).click();
  await resident.getByText(/领取成功|出示券码/).first().waitFor();
  await resident.goto('/my/27');
  await resident.getByRole('link', { name: '体验课一节' }).click();
  await resident.locator('summary', { hasText: '没给我优惠' }).click();
  await resident.locator('[name=grounds]').fill('到店说没有这项优惠');
  await resident.getByRole('button', { name: '提交' }).click();
  await resident.goto('/merchants/apply');
  await resident.getByRole('radio', { name: '海上世界' }).check();
  for (const [name, value] of [['credit_code', creditCode(7)], ['name', '示例未茶馆'], ['unit', '1F-131'], ['phone', '0535-6660777']]) {
    await resident.locator(`[name=${name}]`).fill(value);
  }
  await resident.locator('[name=category]').selectOption({ index: 1 });
  await resident.locator('[name="hours_from[]"]').first().fill('09:00');
  await resident.locator('[name="hours_to[]"]').first().fill('21:00');
  await resident.locator('[name=charter]').check();
  await resident.getByRole('button', { name: '提交申请' }).click();
  await officer.goto('/desk/registers');
  const rows = `店名,商圈,业态,铺位,电话,统一社会信用代码\n示例未花店,海上世界商圈,零售,1F-101,0535-6660303,${creditCode(8)}\n示例未无名店,不知道,零售,1F-102,,`;
  await officer.locator('[name=file]').setInputFiles({ name: '登记表.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
  await officer.getByRole('button', { name: '上传并预览' }).click();
  await officer.waitForURL(/registers\/./);
}

/**
 * Who goes where to see every page once: the visitor first, then one person of each role with the pages that nobody before could open.
 * Gives the rounds and the routes that no link leads to.
 */
export async function roundsOf(browser, portal) {
  const routes = pageRoutes();
  const open = new Set(routes);
  const rounds = [];
  const roles = new Map(portal.accounts.map(account => [account.role, account]));
  const signedIn = async account => {
    const context = await browser.newContext({ baseURL: portal.url, storageState: portal.sessions.get(account?.role) });
    if (account && !portal.sessions.has(account.role)) {
      await signIn(await context.newPage(), portal, account);
      portal.sessions.set(account.role, await context.storageState());
    }
    return context;
  };
  const windows = await Promise.all(['resident', 'district_officer', 'secretary'].map(role => signedIn(roles.get(role))));
  const [resident, officer, office] = await Promise.all(windows.map(window => window.newPage()));
  await liven(resident, officer);
  const screen = await screenOf(office);
  await Promise.all(windows.map(window => window.close()));
  // A visitor sees the public pages; they lead a person who is signed in nowhere else.
  let known;
  for (const account of [undefined, ...roles.values()]) {
    const context = await signedIn(account);
    const met = await walk(context.request, portal.url, routes, known);
    if (!account) met.set('/screen/{token}', screen);
    known ??= new Set(met.keys());
    await context.close();
    const pages = [...met].filter(([route]) => open.has(route));
    for (const [route] of pages) open.delete(route);
    if (pages.length > 0) rounds.push({ role: account?.role ?? 'visitor', storageState: portal.sessions.get(account?.role), pages });
  }
  return { rounds, unmet: [...open], count: routes.length };
}
