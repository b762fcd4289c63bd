import { expect, follow, press, test } from '../support/test';

test.use({ town: 'looking' });

test('offers are narrowed by district and category and found by one character and by initials', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: '会员日', exact: true }).first().click();
  const found = page.locator('.offers .offer');
  const all = await found.count();

  await page.getByRole('navigation', { name: '按商圈' }).getByRole('link', { name: '仙境' }).click();
  await expect(page).toHaveURL(/district=xianjing/);
  expect(await found.count()).toBeLessThan(all);
  await page.getByRole('navigation', { name: '按类别' }).getByRole('link', { name: '餐饮' }).click();
  await expect(found).toHaveCount(1);
  await expect(found).toContainText('示例丑水饺铺');
  await page.getByRole('navigation', { name: '按类别' }).getByRole('link', { name: '全部' }).click();
  await page.getByRole('navigation', { name: '按商圈' }).getByRole('link', { name: '全部' }).click();
  await expect(found).toHaveCount(all);

  await page.getByRole('searchbox').fill('饺');
  await press(page, '搜索');
  await expect(found).toHaveCount(2);
  await page.getByRole('searchbox').fill('sjp');
  await press(page, '搜索');
  await expect(found).toHaveCount(1);
  await expect(found).toContainText('示例丑水饺铺');
  await page.getByRole('searchbox').fill('没有这种东西');
  await press(page, '搜索');
  await expect(page.locator('.empty')).toContainText('没有找到');
  await follow(page, '看全部优惠');
  await expect(found).toHaveCount(all);
});

test('a shop is found by its initials, its floor, and whether it is open', async ({ page }) => {
  await page.goto('/merchants');
  const found = page.locator('.merchant');
  await page.getByRole('searchbox').fill('sxg');
  await press(page, '搜索');
  await expect(found).toHaveCount(1);
  await follow(page, '示例寅书香阁');
  await expect(page.locator('main')).toContainText('营业中');
  await page.goto('/merchants?district=xianjing');
  await page.getByRole('link', { name: 'B1' }).click();
  await expect(found).toHaveCount(1);
  await expect(found).toContainText('示例丑洗衣店');
});
