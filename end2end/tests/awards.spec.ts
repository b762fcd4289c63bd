import type { Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { expect, follow, press, test, unfold } from '../support/test';

test.use({ town: 'awards' });

/** The office drafts an edition that begins on the first of December, with one category, and announces it. */
async function announce(office: Page, title: string) {
  await office.goto('/desk/awards');
  await follow(office, '起草一届评选');
  await office.getByLabel('名称').fill(title);
  const days = { 开始提名: '2026-12-01', 确定候选: '2026-12-15', 开始投票: '2026-12-20', 投票截止: '2026-12-28', 开始申诉: '2026-12-30', 公布结果: '2026-12-30' };
  for (const [label, day] of Object.entries(days)) await office.getByLabel(label).fill(day);
  await press(office, '保存草稿');
  await expect(office.locator('.errors')).toContainText('公布结果');
  await office.getByLabel('公布结果').fill('2027-01-08');
  await press(office, '保存草稿');
  await office.getByLabel('奖项名称').fill('最暖心服务');
  await press(office, '加上');
  await press(office, '公布这一届');
  await expect(office.locator('main')).toContainText('已公布，等待开始');
}

/** Finds a shop by its initials and nominates it in the first category of an edition. */
async function nominate(person: Page, title: string, initials: string, shop: string, why: string) {
  await person.goto('/awards');
  await follow(person, title);
  await follow(person, '最暖心服务');
  await follow(person, /^提名$/);
  await person.getByRole('searchbox').fill(initials);
  await press(person, '查找');
  await follow(person, new RegExp(`提名 *${shop}`));
  await person.getByLabel('理由').fill(why);
  await press(person, '提交提名');
  await expect(person.locator('main')).toContainText(shop);
}

/** Sends a form of the office's, as its page would. */
async function sends(office: Page, url: string, act: string, form: Record<string, string>) {
  const answer = await office.request.post(`${url}/api/meetings/${act}`, { form, headers: { accept: 'application/json', origin: url } });
  expect(answer.ok(), `${act}: ${await answer.text()}`).toBe(true);
}

/** A meeting to which all merchants are invited; gives its id. */
async function convene(office: Page, url: string, day: string) {
  const meeting = randomUUID();
  await sends(office, url, 'draft_meeting', { id: meeting, title: `联席会议 ${day}`, host: 'wanda', place: '共享空间', day, begins: '14:00', ends: '16:00' });
  await sends(office, url, 'add_agenda_item', { meeting, id: randomUUID(), title: '评选', kind: 'discussion', minutes: '30' });
  await sends(office, url, 'convene_meeting', { meeting });
  return meeting;
}

/** A vote's desk, from the category's: the channel's own line. */
async function conduct(office: Page, title: string, channel: string) {
  await category(office, title);
  await office.locator('.list > li').filter({ hasText: channel }).getByRole('link', { name: '主持这次投票' }).click();
}

/** The category on the office's desk. */
async function category(office: Page, title: string) {
  await office.goto('/desk/awards');
  await follow(office, title);
  await follow(office, '最暖心服务');
}

test('an edition goes from its announcement to a certificate', async ({ page, portal, window }) => {
  test.setTimeout(300_000);
  const title = `春季评选${Math.floor(Math.random() * 1e6)}`;
  const office = await window('secretary');
  await announce(office, title);
  await page.goto('/awards');
  await follow(page, title);
  await expect(page.locator('main')).toContainText('怎么算分');
  await expect(page.locator('.timeline')).toContainText('12月15日');

  await portal.goTo('2026-12-02T09:00+08:00');
  const resident = await window('resident');
  await nominate(resident, title, 'lfd', '示例丑理发店', '剪得好，还上门');
  await expect(resident.locator('main')).toContainText('您提名过：示例丑理发店');
  const unproven = await window('resident:3');
  await unproven.goto('/awards');
  await follow(unproven, title);
  await follow(unproven, '最暖心服务');
  await follow(unproven, /^提名$/);
  await unproven.getByRole('searchbox').fill('示例丑理发店');
  await press(unproven, '查找');
  await follow(unproven, /提名 *示例丑理发店/);
  await expect(unproven.locator('main')).toContainText('提名前要先核实身份');
  const owner = await window('merchant_owner');
  await nominate(owner, title, '海鲜', '示例子海鲜坊', '');
  await expect(owner.locator('main')).toContainText('本店自荐');

  let desk = await window('secretary');
  await category(desk, title);
  await expect(desk.locator('main')).toContainText('剪得好，还上门');
  const held = await convene(desk, portal.url, '2026-12-16');

  await portal.goTo('2026-12-16T14:00+08:00');
  desk = await window('secretary');
  await sends(desk, portal.url, 'open_meeting', { meeting: held });
  await category(desk, title);
  await desk.getByLabel('由哪次会议确定').selectOption({ index: 1 });
  for (const shop of ['示例子海鲜坊', '示例丑理发店']) await desk.getByRole('checkbox', { name: shop }).check();
  await press(desk, '确定候选名单');
  await expect(desk.locator('main')).toContainText('候选名单已确定');
  await convene(desk, portal.url, '2026-12-22');

  await portal.goTo('2026-12-20T09:00+08:00');
  desk = await window('secretary');
  await category(desk, title);
  await desk.getByLabel('商户代表在哪次会议上投票').selectOption({ index: 1 });
  await press(desk, '准备两场投票');
  for (let vote = 0; vote < 2; vote += 1) await desk.locator('main').getByRole('button', { name: '开始投票' }).first().click();
  await expect(desk.locator('main').getByRole('button', { name: '开始投票' })).toHaveCount(0);
  const voter = await window('resident:1');
  await voter.goto('/awards');
  await follow(voter, title);
  await follow(voter, '最暖心服务');
  await follow(voter, '去投票');
  await voter.getByRole('radio', { name: '示例丑理发店' }).check();
  await press(voter, '下一步：再看一遍');
  await press(voter, '投出这一票');
  await expect(voter.locator('main')).toContainText('投票回执');
  const aside = await window('merchant_owner');
  await aside.goto('/awards');
  await follow(aside, title);
  await follow(aside, '最暖心服务');
  await expect(aside.locator('main')).toContainText('按回避规则不参加');

  await portal.goTo('2026-12-28T09:00+08:00');
  const [first, second] = [await window('secretary'), await window('secretary:1')];
  await expect(async () => {
    await category(first, title);
    await expect(first.getByRole('link', { name: '核对选票、处理申诉' })).toBeVisible({ timeout: 1000 });
  }).toPass();
  await conduct(first, title, '联席会议');
  await press(first, '计票');
  await conduct(second, title, '联席会议');
  await press(second, '公布结果');
  await category(first, title);
  await follow(first, '核对选票、处理申诉');
  await press(first, '开始核对');
  await expect(first.locator('main')).toContainText('移除一张选票');

  await portal.goTo('2026-12-30T09:00+08:00');
  desk = await window('secretary');
  await category(desk, title);
  await follow(desk, '核对选票、处理申诉');
  await press(desk, '核对完毕，开放申诉');

  await portal.goTo('2027-01-08T09:00+08:00');
  desk = await window('secretary');
  const publisher = await window('secretary:1');
  await expect(async () => {
    await category(desk, title);
    await follow(desk, '核对选票、处理申诉');
    await expect(desk.locator('main')).toContainText('人与票的对应关系已经销毁', { timeout: 1000 });
  }).toPass();
  await conduct(desk, title, '居民投票');
  await press(desk, '计票');
  await conduct(publisher, title, '居民投票');
  await press(publisher, '公布结果');
  await desk.goto('/desk/awards');
  await follow(desk, title);
  await press(desk, '公布结果');
  await page.goto('/awards');
  await follow(page, title);
  await follow(page, '最暖心服务');
  await expect(page.locator('main')).toContainText('示例丑理发店以 40.00 分获奖');
  await follow(page, '打印证书');
  await expect(page.locator('.certificate')).toContainText('示例丑理发店');
});

test('a finished edition shows its arithmetic, who was passed over, and certificates to print', async ({ page }) => {
  await page.goto('/awards');
  await follow(page, '第二届');
  await follow(page, '最受欢迎餐饮店');
  await expect(page.locator('main')).toContainText('万达商圈已有 1 家，这次顺延');
  await expect(page.locator('main')).toContainText('换一种权重');
  const sums = await unfold(page, '看每家的算式');
  await expect(sums).toContainText('÷ 20 × 40 +');
  await follow(page, '打印证书');
  await expect(page.locator('.certificate')).toHaveCount(2);
  await expect(page.locator('.certificate').first()).toContainText('荣誉证书');
});
