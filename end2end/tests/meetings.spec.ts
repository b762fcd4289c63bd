import { expect, follow, press, test, unfold } from '../support/test';

test.use({ town: 'meetings' });

const TITLE = '示例 商圈临时会议';

test('a meeting is convened, answered, attended by the code on the screen, minuted by one and approved by another', async ({ page, window, javaScriptEnabled }) => {
  // A whole meeting with four people takes longer than other journeys.
  test.slow();
  const office = await window('secretary');
  await office.goto('/desk/meetings');
  await follow(office, '筹备会议');
  for (const [label, value] of [['会议名称', TITLE], ['日期', '2026-11-20'], ['开始', '09:20'], ['计划结束', '09:10'], ['地点', '示例会议室']]) {
    await office.getByLabel(label, { exact: false }).first().fill(value);
  }
  await office.getByLabel('主办商圈').selectOption('wanda');
  await press(office, '保存，接着排议程');
  await expect(office.locator('.errors')).toContainText('先后顺序不对');
  await office.getByLabel('计划结束').fill('10:20');
  await press(office, '保存，接着排议程');
  await press(office, '发出会议通知');
  const adding = await unfold(office, '加一项议程');
  await adding.getByLabel('内容').fill('年货节怎么办');
  await adding.getByLabel('几分钟').fill('15');
  await press(adding, '加一项议程');
  await expect(office.locator('.agenda')).toContainText('年货节怎么办');

  const owner = await window('merchant_owner');
  await owner.goto('/my/meetings');
  await follow(owner, TITLE);
  await owner.getByRole('radio', { name: '参加', exact: true }).check();
  await press(owner, '答复');
  await expect(owner.locator('main')).toContainText('已答复');
  const speaker = owner.getByLabel('谁代表本店参加');
  await speaker.selectOption((await speaker.locator('option', { hasText: '我自己' }).getAttribute('value'))!);
  await press(owner, '指定代表');
  await expect(owner.locator('main')).toContainText('就是您');
  const meeting = new URL(owner.url()).pathname.split('/').pop();

  await office.goto(`/desk/meetings/${meeting}/hall`);
  await press(office, '生成屏幕链接');
  const link = await office.locator('.note .url a').getAttribute('href');
  await press(office, '开会');
  await office.getByRole('button', { name: '显示“年货节怎么办”' }).click();

  await page.goto(link!);
  await expect(page.locator('.screen .title')).toHaveText('年货节怎么办');
  await expect(page.locator('.present b')).toHaveText('0');
  const code = (await page.locator('.screen .code').textContent())!.replaceAll(/\D/g, '');
  await owner.goto(`/meetings/${meeting}/check-in#${code}`);
  if (!javaScriptEnabled) {
    await owner.getByLabel('屏幕上的 6 位数字').fill(code);
    await press(owner, '签到');
  }
  await expect(owner.locator('main')).toContainText('已签到');
  if (!javaScriptEnabled) await page.reload();
  await expect(page.locator('.present b')).toHaveText('1');

  // Somebody comes whom no owner has named: the table writes down who speaks.
  await office.goto(`/desk/meetings/${meeting}/hall`);
  const late = await office.locator('.at-table > li').filter({ has: office.locator('select') }).first().getAttribute('id');
  const row = office.locator(`#${late}`);
  await row.locator('select').selectOption({ index: 1 });
  await press(row, '签到');
  await expect(row).toContainText('到会');
  if (!javaScriptEnabled) await page.reload();
  await expect(page.locator('.present b')).toHaveText('2');

  const closing = await unfold(office, '结束会议');
  await press(closing, '结束会议');
  await expect(office.locator('.errors')).toContainText('没有说到');
  await follow(office, /^任务$/);
  for (const left of [2, 1]) {
    await office.locator('main').getByRole('button', { name: '已完成' }).first().click();
    await expect(office.locator('main').getByRole('button', { name: '已完成' })).toHaveCount(left);
  }
  const carrying = await unfold(office, '延期');
  await carrying.getByLabel('新的期限').fill('2027-01-15');
  await press(carrying, '延期');
  await expect(office.locator('main')).toContainText('延期到1月15日');
  const giving = await unfold(office, '布置任务');
  await giving.getByLabel('做什么').fill('拟年货节方案');
  await giving.getByLabel('谁负责').fill('联盟秘书处');
  await giving.getByLabel('什么时候完成').fill('2026-12-10');
  await press(giving, '布置任务');
  await follow(office, /^纪要$/);
  await office.getByLabel('决议：年货节怎么办').fill('腊月二十开始，三个商圈一起办');
  await office.getByLabel('记录', { exact: true }).fill('### 讨论\n\n- 大家同意早一点开始');
  await press(office, '保存');
  await expect(office.locator('main')).toContainText('纪要已保存');
  await office.goto(`/desk/meetings/${meeting}/hall`);
  await press(await unfold(office, '结束会议'), '结束会议');
  await press(office, '提交批准');
  await expect(office.locator('main')).toContainText('等另一位工作人员批准');

  const officer = await window('district_officer');
  await officer.goto('/desk');
  await follow(officer, new RegExp(`批准纪要：${TITLE}`));
  await press(officer, '批准纪要');
  await page.goto(`/meetings/${meeting}`);
  await expect(page.locator('#minutes')).toContainText('腊月二十开始，三个商圈一起办');
  await expect(page.locator('#minutes')).toContainText('到会 2 家');
  await follow(page, '打印纪要');
  await expect(page.locator('.sheet')).toContainText('大家同意早一点开始');
});
