import type { Page } from '@playwright/test';
import { expect, follow, press, test, unfold } from '../support/test';

test.use({ town: 'claims', at: '2026-11-27T10:30+08:00' });

/** Claims an offer and opens the claim. */
async function claim(resident: Page, title: string) {
  await resident.goto('/member-day');
  await follow(resident, title);
  await press(resident, '领取');
  await expect(resident.locator('main')).toContainText(/领取成功|出示券码/);
  await open(resident, title);
}

async function open(resident: Page, title: string) {
  await resident.goto('/my/27');
  await follow(resident, title);
}

/** A code is typed at the till; gives its answer. */
async function till(clerk: Page, code: string) {
  await clerk.getByRole('textbox').fill(code);
  await press(clerk, '核销');
  return clerk.locator('.answer');
}

test('a claim is redeemed by its code once; a second time is refused with when; a mistake is undone', async ({ window }) => {
  const resident = await window('resident');
  await claim(resident, '家常海鲜，晚市可用');
  const code = await resident.locator('.held .code').innerText();

  const neighbour = await window('clerk:1');
  await neighbour.goto('/till');
  await expect(await till(neighbour, code)).toContainText('这张券不是本店的');

  const clerk = await window('clerk');
  await clerk.goto('/till');
  await expect(await till(clerk, '12345678')).toContainText('没有找到这个码');
  await expect(await till(clerk, code)).toContainText('可以使用');
  await expect(clerk.locator('.answer.ok .verdict')).toHaveText('满100减20');
  await expect(await till(clerk, code)).toContainText('这份已经用过了');
  await expect(clerk.locator('.answer')).toContainText(/1[01]:\d\d核销/);

  await follow(clerk, '最近的核销');
  const fold = await unfold(clerk, '撤销');
  await press(fold, '撤销核销');
  await expect(clerk.locator('.errors')).toContainText('请写明原因');
  await clerk.getByLabel('为什么撤销').fill('点错了桌号');
  await press(clerk, '撤销核销');
  await expect(clerk.locator('main')).toContainText('已撤销');

  await open(resident, '家常海鲜，晚市可用');
  await expect(resident.locator('main')).toContainText('点错了桌号');
  await clerk.goto('/till');
  await expect(await till(clerk, await resident.locator('.held .code').innerText())).toContainText('可以使用');
});

test('a claim is given back and can be had again; a complaint is settled with a reason', async ({ window }) => {
  const resident = await window('resident:1');
  await claim(resident, '秋冬新款直减');
  const fold = await unfold(resident, '用不上了，退回去');
  await press(fold, '退回');
  await unfold(resident, '今天用过、退回和过期的');
  await expect(resident.locator('main')).toContainText('已退回');
  await claim(resident, '秋冬新款直减');

  const complaint = await unfold(resident, '这家店没给我优惠');
  await complaint.getByLabel('当时是什么情况').fill('店员说活动已经取消');
  await press(complaint, '提交');
  await expect(resident.locator('main')).toContainText('正在核实');

  const officer = await window('district_officer');
  await officer.goto('/desk/complaints');
  await follow(officer, '示例子鞋服店');
  await expect(officer.locator('main')).toContainText('店员说活动已经取消');
  await officer.getByRole('radio', { name: '居民反映属实' }).check();
  await officer.getByLabel('理由').fill('已向店里核实，当天应当照给');
  await press(officer, '结案');
  await expect(officer.locator('main')).toContainText('已结案');
  await open(resident, '秋冬新款直减');
  await expect(resident.locator('main')).toContainText('已向店里核实，当天应当照给');
});

test('my 27th is in walking order and prints on one page; its paper code works at the till', async ({ window }) => {
  const resident = await window('resident:2');
  for (const title of ['体验课一节', '全场童书', '60岁以上居民免费剪发']) await claim(resident, title);
  await resident.goto('/my/27');
  await expect(resident.locator('.walk h2')).toHaveText([/万达/, /仙境/, /海上世界/]);
  await follow(resident, '打印成一页纸');
  await resident.emulateMedia({ media: 'print' });
  await expect(resident.locator('.toolbar')).toBeHidden();
  const paper = await resident.pdf({ preferCSSPageSize: true });
  expect(paper.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);

  const code = await resident.getByRole('listitem').filter({ hasText: '免费剪发' }).locator('.paper-code').innerText();
  const clerk = await window('clerk:1');
  await clerk.goto('/till');
  await expect(await till(clerk, code)).toContainText('可以使用');
});

test('a walk-in shows the member code; the visit is counted and the benefit given', async ({ window }) => {
  const resident = await window('resident:3');
  await resident.goto('/my/member-code');
  await press(resident, '生成会员码');
  const code = await resident.locator('.held .code').innerText();
  const clerk = await window('clerk:2');
  await clerk.goto('/till');
  await clerk.getByRole('textbox').fill(code);
  await press(clerk, '核销');
  await expect(clerk.locator('main')).toContainText('已记下这次到店');
  await press(clerk, '给优惠');
  await expect(clerk.locator('.answer.ok')).toContainText('可以使用');
});

test('an offer of two shops is claimed for the one the resident chooses; a planned walk-in is on the same walk', async ({ window }) => {
  const resident = await window('resident:3');
  await resident.goto('/member-day');
  await follow(resident, '生日蛋糕，两家店都能用');
  await resident.getByLabel('在哪家店用').selectOption({ label: '示例寅咖啡馆 · 3F-302' });
  await press(resident, '领取');
  await expect(resident.locator('main')).toContainText(/领取成功|出示券码/);
  await resident.goto('/member-day');
  await follow(resident, '免费量血压、测血糖');
  await press(resident, '加入我的27日');
  await expect(resident.locator('.walk h2')).toHaveText([/仙境/, /海上世界/]);
  await expect(resident.locator('.walk')).toContainText('示例寅咖啡馆');
  await expect(resident.getByRole('listitem').filter({ hasText: '打算去的' })).toContainText('到店出示会员码');
});

test('what the shop can no longer undo the officer undoes', async ({ window }) => {
  const resident = await window('resident:3');
  await claim(resident, '招牌鲅鱼水饺一份');
  const code = await resident.locator('.held .code').innerText();
  const clerk = await window('clerk');
  await clerk.goto('/till');
  await expect(await till(clerk, code)).toContainText('可以使用');
  const officer = await window('district_officer');
  await officer.goto('/desk/redemptions');
  await follow(officer, /示例子海鲜坊/);
  const line = officer.getByRole('listitem').filter({ hasText: '招牌鲅鱼水饺一份' });
  const fold = await unfold(line, '撤销');
  await fold.getByLabel('为什么撤销').fill('店里认错了人');
  await press(fold, '撤销核销');
  await expect(officer.locator('main')).toContainText('已撤销');
  await resident.goto('/my/notices');
  await expect(resident.locator('main')).toContainText('店里认错了人');
});
