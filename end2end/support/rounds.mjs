import { send } from './acts.mjs';
import { pageRoutes, walk } from './crawl.mjs';
import { creditCode } from './credit_code.mjs';
import { account, signIn } from './people.mjs';

/** Two claims: one is complained about, one waits for the till; gives the latter's code on paper. */
async function claims(resident) {
  for (const title of ['体验课一节', '家常海鲜，晚市可用']) {
    await resident.goto('/member-day');
    await resident.getByRole('link', { name: title }).click();
    await resident.locator('main').getByRole('button', { name: '领取' }).click();
    await resident.getByText(/领取成功|出示券码/).first().waitFor();
  }
  await resident.goto('/my/27/print');
  const code = await resident.getByRole('listitem').filter({ hasText: '家常海鲜' }).locator('.paper-code').innerText();
  await resident.goto('/my/27');
  await resident.getByRole('link', { name: '体验课一节' }).click();
  await resident.locator('summary', { hasText: '没给我优惠' }).click();
  await resident.locator('[name=grounds]').fill('到店说没有这项优惠');
  await send(resident, 'complain');
  return code;
}

async function application(resident) {
  await resident.goto('/merchants/apply');
  await resident.getByRole('radio', { name: '海上世界' }).check();
  for (const [name, value] of [['credit_code', creditCode(7)], ['name', '示例未茶馆'], ['unit', '1F-131'], ['phone', '0535-6660777']]) {
    await resident.locator(`[name=${name}]`).fill(value);
  }
  await resident.locator('[name=category]').selectOption({ index: 1 });
  await resident.locator('[name="hours_from[]"]').first().fill('09:00');
  await resident.locator('[name="hours_to[]"]').first().fill('21:00');
  await resident.locator('[name=charter]').check();
  await send(resident, 'apply_membership');
}

async function register(officer) {
  await officer.goto('/desk/registers');
  const rows = `店名,商圈,业态,铺位,电话,统一社会信用代码\n示例未花店,海上世界商圈,零售,1F-101,0535-6660303,${creditCode(8)}\n示例未无名店,不知道,零售,1F-102,,`;
  await officer.locator('[name=file]').setInputFiles({ name: '登记表.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
  await officer.getByRole('button', { name: '上传并预览' }).click();
  await officer.waitForURL(/registers\/./);
}

async function offer(owner) {
  await owner.goto('/desk/offers/new');
  await owner.getByRole('radio', { name: '一段日期' }).check();
  for (const [name, value] of [['spend', '50'], ['off', '10'], ['title', '冬至饺子宴'], ['stock', '30'], ['conditions', '每桌限用一份'], ['first_day', '2026-11-28'], ['last_day', '2026-12-05']]) {
    await owner.locator(`[name=${name}]`).fill(value);
  }
  await send(owner, 'register_offer');
  await send(owner, 'submit_offer');
}

/** The link of a screen for the meeting that comes; gives its path. */
async function screen(office) {
  await office.goto('/desk/meetings');
  await office.locator('main .list > li', { hasText: '已通知' }).getByRole('link').first().click();
  await office.getByRole('link', { name: '会场', exact: true }).click();
  await send(office, 'make_screen');
  return new URL(await office.locator('.note .url a').getAttribute('href')).pathname;
}

/** A secret ballot is cast; gives the vote's path and the ballot's number. */
async function ballot(owner) {
  await owner.goto('/votes');
  const paths = await owner.locator('main a[href^="/votes/"]').evaluateAll(links => links.map(link => link.getAttribute('href')));
  for (const vote of paths) {
    await owner.goto(vote);
    if ((await owner.locator('form[action$="/look_over_ballot"]').count()) === 0) continue;
    await owner.locator('[name="picks[]"]').first().check();
    await send(owner, 'look_over_ballot');
    const number = await owner.locator('form[action$="/cast_ballot"] [name=id]').inputValue();
    await send(owner, 'cast_ballot');
    await owner.locator('.receipt').waitFor();
    return { vote, ballot: number };
  }
  throw new Error('no secret vote is open');
}

/** Lets a few things happen, so that there are pages about them; gives what is needed to open those that no link leads to. */
async function liven(portal, window) {
  const [resident, officer, owner, voter, office] = await Promise.all(['resident', 'district_officer', 'merchant_owner', 'merchant_owner:1', 'secretary'].map(window));
  const [code, , , cast, link] = await Promise.all([claims(resident).then(async code => (await application(resident), code)), register(officer), offer(owner), ballot(voter), screen(office)]);
  return { code, screen: link, resident: account(portal, 'resident'), ...cast };
}

/**
 * Who goes where to see every page once: the visitor first, then one person of each role with the pages that nobody before could open. Gives the
 * rounds, the routes that no link leads to, everybody's session, and what `shown.mjs` needs for the pages without a link.
 */
export async function roundsOf(browser, portal) {
  const routes = pageRoutes();
  const open = new Set(routes);
  const rounds = [];
  const sessions = {};
  const signedIn = async role => {
    const context = await browser.newContext({ baseURL: portal.url, storageState: sessions[role] });
    if (role !== 'visitor' && !sessions[role]) {
      await signIn(await context.newPage(), portal, account(portal, role));
      sessions[role] = await context.storageState();
    }
    return context;
  };
  const contexts = [];
  const left = await liven(portal, async role => {
    contexts.push(await signedIn(role));
    return contexts.at(-1).newPage();
  });
  await Promise.all(contexts.map(context => context.close()));
  // A visitor sees the public pages; they lead a person who is signed in nowhere else.
  let known;
  for (const role of ['visitor', ...new Set(portal.accounts.map(account => account.role))]) {
    const context = await signedIn(role);
    const met = await walk(context.request, portal.url, routes, known);
    known ??= new Set(met.keys());
    await context.close();
    const pages = [...met].filter(([route]) => open.has(route));
    for (const [route] of pages) open.delete(route);
    if (pages.length > 0) rounds.push({ role, pages });
  }
  return { rounds, unmet: [...open], count: routes.length, sessions, left };
}
