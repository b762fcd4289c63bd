import { expect, test } from '../support/test';

test('joining, with a mistake first, leads to one’s own page', async ({ page }) => {
  await page.goto('/join');
  await page.getByLabel('手机号').fill('1380535');
  await page.getByLabel('设一个密码').fill('向阳街道的海风真凉快');
  await page.getByRole('button', { name: '注册' }).click();

  const summary = page.locator('.errors');
  await expect(summary).toBeFocused();
  await expect(page.getByLabel('手机号')).toHaveValue('1380535');
  await expect(page.getByLabel('设一个密码')).toHaveValue('');
  await expect(page.getByLabel('手机号')).toHaveAttribute('aria-invalid', 'true');

  await page.getByLabel('手机号').fill('13805351234');
  await page.getByLabel('设一个密码').fill('向阳街道的海风真凉快');
  await page.getByLabel(/同意/).check();
  await page.getByRole('button', { name: '注册' }).click();

  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByLabel('手机号').fill('13805351234');
  await page.getByLabel('密码').fill('向阳街道的海风真凉快');
  await page.locator('main').getByRole('button', { name: '登录' }).click();
  await expect(page).toHaveURL(/\/my$/);
});

test('a wrong password is refused with what to do next', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByLabel('手机号').fill('13900000000');
  await page.getByLabel('密码').fill('不是这个密码');
  await page.locator('main').getByRole('button', { name: '登录' }).click();
  await expect(page.locator('.errors')).toBeVisible();
  await expect(page.getByLabel('密码')).toHaveValue('');
});
