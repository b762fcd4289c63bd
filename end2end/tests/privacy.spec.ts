import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { join, newcomer } from '../support/people.mjs';
import { expect, follow, press, test, unfold } from '../support/test';

test.use({ town: 'privacy', at: '2026-11-27T10:00+08:00' });

/** Follows a link to a file and gives what is in it. */
async function file(page: Page, link: string) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: link }).click()]);
  return readFileSync(await download.path(), 'utf8');
}

test('somebody takes a copy of their data along and deletes the account; the claim goes back to stock', async ({ page, portal }) => {
  const wang = newcomer();
  await join(page, portal, wang);
  await page.goto('/member-day');
  await follow(page, '羽绒服洗护');
  await expect(page.locator('main')).toContainText('还剩 40 / 40 份');
  await press(page, '领取');
  await expect(page.locator('main')).toContainText(/领取成功|出示券码/);

  await page.goto('/my/data');
  const whole = JSON.parse(await file(page, '下载 JSON'));
  expect(JSON.stringify(whole)).toContain(wang.mobile);
  expect(whole.claim).toHaveLength(1);
  expect(await file(page, '下载表格（CSV）')).toContain(wang.mobile);

  const fold = await unfold(page, '我要删除账号');
  await press(fold, '永久删除我的账号');
  await expect(page.locator('.errors')).toContainText('还没有勾选');
  await page.getByLabel('我知道删除以后不能恢复').check();
  await press(page, '永久删除我的账号');
  await expect(page).toHaveURL(/\/privacy$/);

  await page.goto('/sign-in');
  await page.getByLabel('手机号').fill(wang.mobile);
  await page.getByLabel('密码').fill(wang.password);
  await press(page, '登录');
  await expect(page.locator('.errors')).toContainText('手机号或密码不对');
  await page.goto('/member-day');
  await follow(page, '羽绒服洗护');
  await expect(page.locator('main')).toContainText('还剩 40 / 40 份');
});
