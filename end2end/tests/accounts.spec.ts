import { join, newcomer, signIn } from '../support/people.mjs';
import { expect, follow, press, test } from '../support/test';
import { totp } from '../support/totp.mjs';

test.use({ town: 'accounts' });

test('joining, with a mistake first, leads to one’s own page', async ({ page }) => {
  await page.goto('/join');
  await page.getByLabel('手机号').fill('1380535');
  await page.getByLabel('设一个密码').fill('向阳街道的海风真凉快');
  await press(page, '注册');

  await expect(page.locator('.errors')).toBeFocused();
  await expect(page.getByLabel('手机号')).toHaveValue('1380535');
  await expect(page.getByLabel('设一个密码')).toHaveValue('');
  await expect(page.getByLabel('手机号')).toHaveAttribute('aria-invalid', 'true');

  await page.getByLabel('手机号').fill('13805351234');
  await page.getByLabel('设一个密码').fill('向阳街道的海风真凉快');
  await page.getByLabel(/同意/).check();
  await press(page, '注册');

  await expect(page.getByLabel('手机号'), 'the number is there already').toHaveValue('13805351234');
  await page.getByLabel('密码').fill('向阳街道的海风真凉快');
  await press(page, '登录');
  await expect(page).toHaveURL(/\/my$/);
});

test('a wrong password is refused with what to do next', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByLabel('手机号').fill('13900000000');
  await page.getByLabel('密码').fill('不是这个密码');
  await press(page, '登录');
  await expect(page.locator('.errors')).toContainText('手机号或密码不对');
  await expect(page.getByLabel('密码')).toHaveValue('');
});

test('somebody is proven at a counter, and later sets a forgotten password anew with a slip', async ({ page, portal, window }) => {
  const li = newcomer();
  await join(page, portal, li);
  await page.goto('/my');
  await expect(page.locator('main')).toContainText('您还没有核实身份');
  await follow(page, '核实码');
  await press(page, '显示核实码');
  const code = await page.locator('.mycode .code').innerText();

  const desk = await window('district_officer');
  await desk.goto('/desk/people');
  await desk.getByLabel('手机号、卡号，或居民出示的核实码').fill(code);
  await press(desk, '查找');
  await desk.getByLabel('居住的社区').selectOption({ index: 1 });
  await desk.getByLabel('出生年份').fill('1958');
  await press(desk, '登记');
  await expect(desk.locator('.errors')).toContainText('要先看过身份证件');
  await desk.getByLabel('已看过身份证件').check();
  await desk.getByLabel('居民同意').check();
  await press(desk, '登记');
  await expect(desk.locator('.facts').first()).toContainText('服务台核实');

  await page.goto('/my');
  await expect(page.locator('main')).not.toContainText('您还没有核实身份');
  await expect(page.locator('main')).toContainText('服务台核实了您的身份');

  await press(desk, '忘了密码');
  const slip = await desk.locator('.slip .code').innerText();
  const later = await window();
  await later.goto('/sign-in');
  await follow(later, /忘了密码/);
  await later.getByLabel('重设单上的码').fill(slip);
  await later.getByLabel('设一个密码').fill('换了一个新的密码');
  await press(later, '设定新密码');
  await expect(later).toHaveURL(/\/sign-in/);
  await signIn(later, portal, { ...li, password: '换了一个新的密码' });
  await later.goto('/my');
  await expect(later.locator('main')).toContainText('您的密码已经重设');
  await page.goto('/my');
  await expect(page.locator('main'), 'the old device is out').toContainText('登录');

  const again = await window();
  await again.goto('/reset');
  await again.getByLabel('重设单上的码').fill(slip);
  await again.getByLabel('设一个密码').fill('再换一个新的密码');
  await press(again, '设定新密码');
  await expect(again.locator('.errors')).toContainText('已经用过');
});

test('somebody with an office sets up the second factor and needs it from then on', async ({ page, portal, window }) => {
  const officer = newcomer();
  await join(page, portal, officer);
  portal.command('grant', 'secretary', '--mobile', officer.mobile);
  await page.goto('/my');
  await follow(page, '去完成两步验证');
  await press(page, '开始设置');
  const secret = (await page.locator('code.secret').innerText()).replaceAll(' ', '');
  await page.getByLabel('验证码').fill('000000');
  await press(page, '启用两步验证');
  await expect(page.locator('.errors')).toContainText('验证码不对');
  await page.getByLabel('验证码').fill(totp(secret, portal.now()));
  await press(page, '启用两步验证');
  const recovery = await page.locator('.codes li').first().innerText();
  await follow(page, '已经收好');
  await page.goto('/desk');
  await expect(page.locator('.desk-nav')).toBeVisible();

  const next = await window();
  await signIn(next, portal, officer);
  await next.goto('/desk');
  await expect(next.locator('main')).toContainText('工作人员要先完成两步验证');
  await follow(next, '去完成两步验证');
  await next.getByLabel('验证码').fill(recovery);
  await press(next, '完成登录');
  await expect(next).toHaveURL(/\/desk$/);
  await expect(next.locator('.desk-nav')).toBeVisible();
});
