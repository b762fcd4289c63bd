import { creditCode } from '../support/credit_code.mjs';
import { gbk } from '../support/gbk.mjs';
import { expect, follow, press, test, unfold } from '../support/test';

test.use({ town: 'merchants' });

const register = [
  '向阳街道商户登记表,,,,,',
  '店名,商圈,业态,铺位,电话,统一社会信用代码',
  `示例卯汤圆铺,万达商圈,餐饮,2F-211,0535-6660301,${creditCode(301)}`,
  `示例卯修表行,万达商圈,生活服务,1F-１０９,0535-6660302,${creditCode(302)}`,
  `示例卯汤圆铺,万达商圈,餐饮,2F-211,0535-6660301,${creditCode(301)}`,
  `示例卯花店,海上世界商圈,零售,1F-101,0535-6660303,${creditCode(303)}`,
  '合计：4户,,,,,',
].join('\r\n');

test('a register is read, looked through and confirmed; its shop is taken over with a slip', async ({ window, javaScriptEnabled }) => {
  const officer = await window('district_officer');
  const file = { name: '商户登记表.csv', mimeType: 'text/csv', buffer: gbk(register) };
  await officer.goto('/desk/registers');
  await officer.getByLabel('登记表文件').setInputFiles(file);
  await press(officer, '上传并预览');

  const row = (name: string) => officer.getByRole('row').filter({ hasText: name });
  await expect(row('示例卯汤圆铺').first()).toContainText('新登记');
  await expect(row('示例卯汤圆铺').last()).toContainText('重复');
  await expect(row('示例卯修表行')).toContainText('新登记');
  await expect(row('示例卯花店')).toContainText('不归您导入');
  await expect(officer.locator('main'), 'what is no shop is told').toContainText('合计：4户');
  const before = await window();
  await before.goto('/merchants?q=示例卯汤圆铺');
  await expect(before.locator('main'), 'nothing is written before it is confirmed').toContainText('没有找到');

  await press(officer, '确认写入');
  await expect(async () => {
    await officer.reload();
    await expect(officer.locator('.head')).toContainText('已完成', { timeout: 100 });
  }).toPass();

  await officer.goto('/desk/registers');
  await officer.getByLabel('登记表文件').setInputFiles(file);
  await press(officer, '上传并预览');
  await expect(officer.locator('main'), 'the same register again changes nothing').toContainText('没有要写入的内容');
  await press(officer, '放弃这次导入');

  await officer.goto('/desk/merchants?state=listed');
  await follow(officer, '示例卯汤圆铺');
  await press(officer, '开一张接手单');
  const code = await officer.locator('.slip .code').innerText();

  const owner = await window('resident');
  await owner.goto('/merchants?q=汤圆');
  await follow(owner, '示例卯汤圆铺');
  await follow(owner, '用接手单接手');
  await owner.getByLabel('单子上的码').fill('K7QF-2M9X-2M9X');
  await owner.getByLabel(/代表本店接受/).check();
  await press(owner, '接手这家店');
  await expect(owner.locator('.errors')).toContainText('没有这张单子');
  await owner.getByLabel('单子上的码').fill(code.toLowerCase());
  await press(owner, '接手这家店');
  await expect(owner.locator('main')).toContainText('您已接手这家店');
  await expect(owner.getByLabel('店里电话')).toHaveValue(/6660301/);

  const other = await window('resident:1');
  await other.goto(`/takeover#${code}`);
  if (javaScriptEnabled !== false) await expect(other.getByLabel('单子上的码'), 'the scanned code is filled in').toHaveValue(code);
  await other.getByLabel('单子上的码').fill(code);
  await other.getByLabel(/代表本店接受/).check();
  await press(other, '接手这家店');
  await expect(other.locator('.errors')).toContainText('已经用过');
});

test('a shop applies, is given back with a reason, is mended and approved', async ({ window }) => {
  const owner = await window('resident:2');
  await owner.goto('/merchants/apply');
  await owner.getByRole('radio', { name: '万达商圈' }).check();
  await owner.getByLabel('统一社会信用代码').fill('92370602MA0000000X');
  await owner.getByLabel('店名').fill('示例辰包子铺');
  await owner.getByLabel('类别').selectOption('餐饮');
  await owner.getByLabel('铺位和楼层').fill('B1-12');
  await owner.getByLabel('店里电话').fill('0535-6660401');
  await owner.getByLabel('周一开门').fill('06:30');
  await owner.getByLabel('周一关门').fill('19:30');
  await owner.getByLabel(/代表本店接受/).check();
  await press(owner, '提交申请');
  await expect(owner.locator('.errors')).toContainText('不是有效的统一社会信用代码');
  await expect(owner.getByLabel('周一开门')).toHaveValue('06:30');
  await owner.getByLabel('统一社会信用代码').fill(creditCode(401));
  await press(owner, '提交申请');
  await expect(owner.locator('main')).toContainText('申请已提交');

  const officer = await window('district_officer');
  await officer.goto('/desk');
  await follow(officer, '示例辰包子铺');
  const giveBack = await unfold(officer, '退回');
  await giveBack.getByLabel('原因').fill('铺位号和门头不一致，请核对');
  await press(giveBack, '退回');

  await owner.goto('/my/notices');
  await expect(owner.locator('main')).toContainText('铺位号和门头不一致');
  await owner.goto('/my/shops');
  await follow(owner, '示例辰包子铺');
  await owner.getByLabel('铺位和楼层').fill('B1-21');
  await press(owner, '重新提交');

  await officer.goto('/desk');
  await follow(officer, '示例辰包子铺');
  await expect(officer.locator('main')).toContainText('B1-21');
  await press(officer, '通过');
  await owner.goto('/my/shops');
  await follow(owner, '示例辰包子铺');
  await follow(owner, '看公开页面');
  await expect(owner.getByRole('heading', { level: 1 })).toHaveText('示例辰包子铺');
});
