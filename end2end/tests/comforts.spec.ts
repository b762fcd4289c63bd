import type { Page } from '@playwright/test';
import { expect, follow, press, test } from '../support/test';

test.use({ town: 'comforts', at: '2026-11-27T10:30+08:00' });
test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'what JavaScript adds; every act works without it');

/** Opens an offer and waits until its island is awake; before that the button is the plain form's. */
async function open(page: Page, title: string) {
  await page.goto('/member-day');
  await follow(page, title);
  await page.locator('leptos-island[data-awake]').waitFor();
}

test('claiming answers in place, and what is left follows by itself', async ({ window }) => {
  const resident = await window('resident');
  await open(resident, '秋冬新款直减');
  await expect(resident.locator('#stock')).toContainText('还剩 40 / 40 份');
  const address = resident.url();

  await press(resident, '领取');
  const way = resident.getByRole('link', { name: '出示券码' });
  await expect(way).toBeFocused();
  await expect(resident.getByRole('status').filter({ hasText: '已领取，保留到' })).toBeVisible();
  await expect(resident.getByRole('button', { name: '领取' })).toBeHidden();
  expect(resident.url()).toBe(address);
  await expect(resident.locator('#stock')).toContainText('还剩 39 / 40 份', { timeout: 15_000 });

  await way.click();
  await expect(resident.locator('.held .code')).toBeVisible();
});

test('a claim that is refused says why in place; without a network nothing is lost', async ({ window }) => {
  const resident = await window('resident:1');
  await open(resident, '家常海鲜，晚市可用');
  const twin = await resident.context().newPage();
  await twin.goto(resident.url());
  await twin.locator('leptos-island[data-awake]').waitFor();
  await press(twin, '领取');
  await expect(twin.getByRole('link', { name: '出示券码' })).toBeVisible();
  await press(resident, '领取');
  await expect(resident.getByRole('status').filter({ hasText: '您已经领了' })).toBeVisible();

  await open(resident, '体验课一节');
  await resident.context().setOffline(true);
  await press(resident, '领取');
  await expect(resident.getByRole('status').filter({ hasText: '网络好像断了' })).toBeVisible();
  await resident.context().setOffline(false);
  await press(resident, '领取');
  await expect(resident.getByRole('link', { name: '出示券码' })).toBeVisible();
});

test('lists follow what is typed', async ({ page }) => {
  await page.goto('/offers');
  const found = page.locator('.offers .offer');
  const all = await found.count();
  await page.getByRole('searchbox').pressSequentially('sjp');
  await expect(found).toHaveCount(1);
  await expect(found).toContainText('示例丑水饺铺');
  await expect(page).toHaveURL(/q=sjp/);
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.getByRole('searchbox').fill('');
  await expect(found).toHaveCount(all);

  await page.goto('/merchants');
  await page.getByRole('searchbox').pressSequentially('书');
  await expect(page.locator('.merchant')).toHaveCount(2);
});

test('a scanner that types needs no field, and one tap is one code', async ({ window }) => {
  const resident = await window('resident:2');
  await open(resident, '洗剪吹');
  await press(resident, '领取');
  await resident.getByRole('link', { name: '出示券码' }).click();
  const code = (await resident.locator('.held .code').innerText()).replace(' ', '');
  const clerk = await window('clerk:1');
  await clerk.goto('/till');
  await clerk.keyboard.type('00000000');
  await clerk.keyboard.press('Enter');
  await expect(clerk.locator('.answer')).toContainText('没有找到这个码');
  await clerk.locator('form.till-code').evaluate((form: HTMLFormElement, code) => {
    form.code.value = code;
    form.requestSubmit();
    form.requestSubmit();
  }, code);
  await expect(clerk.locator('.answer.ok')).toContainText('可以使用');
  await clerk.locator('.answer').focus();
  await clerk.keyboard.type(code);
  await clerk.keyboard.press('Enter');
  await expect(clerk.locator('.answer')).toContainText('就在刚才');
});
