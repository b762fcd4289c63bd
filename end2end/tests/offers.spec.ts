import type { Page } from '@playwright/test';
import { expect, follow, press, test, unfold } from '../support/test';

test.use({ town: 'offers' });

/** The officer opens the offer that waits. */
async function review(officer: Page, title: string) {
  await officer.goto('/desk/review');
  await follow(officer, new RegExp(title));
}

// First: the journey after it goes on into the next month.
test('the posters of an offer, of a shop and of the day are one A4 page each', async ({ page }) => {
  await page.goto('/offers');
  await follow(page, '家常海鲜，晚市可用');
  const offer = new URL(page.url()).pathname;
  await follow(page, /示例子海鲜坊/);
  await expect(page.locator('main')).toContainText('招牌鲅鱼水饺一份');
  const shop = new URL(page.url()).pathname;
  for (const [path, words] of [[offer, '满100减20'], [shop, '招牌鲅鱼水饺一份'], ['/member-day/2026-11', '11月27日']]) {
    await page.goto(`${path}/poster`);
    await expect(page.locator('.poster')).toContainText(words);
    await page.emulateMedia({ media: 'print' });
    const paper = await page.pdf({ preferCSSPageSize: true });
    expect(paper.toString('latin1').match(/\/Type\s*\/Page\b/g), path).toHaveLength(1);
    const square = await page.locator('.qr svg').boundingBox();
    expect(square!.width / 96 * 25.4, 'at least 25 mm').toBeGreaterThan(25);
    await page.emulateMedia({ media: null });
  }
});

test('an offer is registered, given back, mended and approved; the next month it is the same again', async ({ page, portal, window }) => {
  const owner = await window('merchant_owner');
  await owner.goto('/desk/offers');
  await follow(owner, '登记优惠');
  await owner.getByRole('radio', { name: '满减' }).check();
  await owner.getByLabel('消费满（元）').fill('50');
  await owner.getByLabel('减（元）', { exact: false }).last().fill('60');
  await owner.getByLabel('标题').fill('海鲜大咖双人份');
  await owner.getByLabel('份数').first().fill('30');
  await press(owner, '保存，看看效果');
  await expect(owner.locator('.errors')).toContainText('减的金额要比消费的金额小');
  await owner.getByLabel('减（元）', { exact: false }).last().fill('10');
  await owner.getByLabel('使用条件').fill('每桌限用一份');
  await press(owner, '保存，看看效果');
  await expect(owner.locator('.preview')).toContainText('满50减10');
  await press(owner, '提交审核');
  await expect(owner.locator('main')).toContainText('已提交');

  const officer = await window('district_officer');
  await review(officer, '海鲜大咖双人份');
  const giveBack = await unfold(officer, '退回修改');
  await giveBack.getByLabel('请商户改什么').fill('请写明酒水是否参加');
  await press(giveBack, '退回修改');

  await owner.reload();
  await expect(owner.locator('main')).toContainText('请写明酒水是否参加');
  await follow(owner, '修改');
  await owner.getByLabel('使用条件').fill('每桌限用一份，酒水不参加');
  await press(owner, '保存修改');
  await press(owner, '提交审核');
  await review(officer, '海鲜大咖双人份');
  await press(officer, '审核通过');
  await page.goto('/member-day?q=海鲜大咖');
  await expect(page.locator('.offer')).toContainText('海鲜大咖双人份');

  await portal.goTo('2026-11-28T09:00+08:00');
  const monthLater = await window('merchant_owner');
  await monthLater.goto('/desk/offers');
  await monthLater.getByRole('listitem').filter({ hasText: '海鲜大咖双人份' }).getByRole('link', { name: '照这个再登记一份' }).click();
  await expect(monthLater.getByLabel('哪个月的会员日')).toHaveValue('2026-12');
  await expect(monthLater.getByLabel('标题')).toHaveValue('海鲜大咖双人份');
  await press(monthLater, '保存，看看效果');
  await press(monthLater, '提交审核');
  const reviewer = await window('district_officer');
  await review(reviewer, '海鲜大咖双人份');
  await press(reviewer, '审核通过');
  await page.goto('/member-day/2026-12');
  await expect(page.locator('.offer').filter({ hasText: '海鲜大咖双人份' })).toHaveCount(1);
});
