import { readFile, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, press, test, unfold } from '../support/test';

test.use({ town: 'votes', at: '2026-11-20T09:00+08:00' });

const OWNERS = ['merchant_owner', 'merchant_owner:1', 'merchant_owner:2'];

/** A convened meeting with one item to vote on; gives the address at which its vote is prepared. */
async function convene(office: Page, number: number) {
  await office.goto('/desk/meetings/new');
  await office.getByLabel('会议名称').fill(`商圈联席会议第${number}次会议`);
  await office.getByLabel('日期').fill('2026-11-25');
  await office.getByLabel('开始').fill('14:00');
  await office.getByLabel('计划结束').fill('16:00');
  await office.getByLabel('地点').fill('商圈党群共享空间');
  // Its officer publishes what the office counts.
  await office.locator('[name=host]').selectOption('wanda');
  await press(office, '保存，接着排议程');
  const item = await unfold(office, '加一项议程');
  await item.locator('[name=title]').fill('12月会员日的时间');
  await item.locator('[name=kind]').selectOption('vote');
  await item.locator('[name=minutes]').fill('15');
  await press(item, '加一项议程');
  const id = await office.locator('form[action="/api/meetings/remove_agenda_item"] [name=item]').first().inputValue();
  await press(office, '发出会议通知');
  const meeting = new URL(office.url()).pathname.split('/').pop();
  return { meeting, prepare: `/desk/votes/new?meeting=${meeting}&item=${id}` };
}

/** The owner of a shop speaks for it. */
async function speaks(owner: Page, meeting: string) {
  await owner.goto(`/my/meetings/${meeting}`);
  const person = owner.locator('[name=person]').first();
  await person.selectOption(await person.locator('option', { hasText: '我自己' }).getAttribute('value'));
  await press(owner, '指定代表');
}

/** A vote on one question, opened. */
async function open(office: Page, prepare: string, question: string, secrecy: RegExp, quorum: string) {
  await office.goto(prepare);
  await office.getByLabel('表决什么').fill(question);
  await office.getByRole('radio', { name: secrecy }).check();
  await office.locator('[name=quorum_base]').selectOption('cast');
  await office.locator('[name=quorum]').selectOption(quorum);
  await office.getByLabel('投票几分钟').fill('60');
  await press(office, '保存');
  await press(office, '开始投票');
  await expect(office.locator('main')).toContainText('正在投票');
  return new URL(office.url()).pathname.split('/').pop()!;
}

async function count(office: Page, officer: Page, vote: string) {
  await office.goto(`/desk/votes/${vote}`);
  const fold = await unfold(office, '提前截止');
  await press(fold, '现在截止');
  await press(office, '计票');
  await expect(office.locator('main')).toContainText('要由另一位工作人员公布');
  await officer.goto(`/desk/votes/${vote}`);
  await press(officer, '公布结果');
  await expect(officer.locator('main')).toContainText('已公布');
}

test('a motion passes, a secret ballot is looked over and cast once, a missed quorum is void, and the board is recounted', async ({ window, javaScriptEnabled }) => {
  const office = await window('secretary');
  const officer = await window('district_officer');
  const { meeting, prepare } = await convene(office, javaScriptEnabled ? 31 : 32);
  const owners = [];
  for (const role of OWNERS) {
    const owner = await window(role);
    await speaks(owner, meeting!);
    owners.push(owner);
  }

  const motion = await open(office, prepare, '12月会员日延长到晚上十点', /公开表决/, 'none');
  await owners[0].goto(`/votes/${motion}`);
  await owners[0].getByRole('radio', { name: '赞成' }).check();
  await press(owners[0], '投出这一票');
  await expect(owners[0].locator('main')).toContainText('这一票已经收下');
  await owners[1].goto(`/votes/${motion}`);
  await press(owners[1], '投出这一票');
  await expect(owners[1].locator('.errors')).toBeVisible();
  await owners[1].getByRole('radio', { name: '反对' }).check();
  await press(owners[1], '投出这一票');
  await owners[2].goto(`/votes/${motion}`);
  await owners[2].getByRole('radio', { name: '赞成' }).check();
  await press(owners[2], '投出这一票');
  await count(office, officer, motion);
  await owners[1].goto(`/votes/${motion}`);
  await expect(owners[1].locator('main')).toContainText('2 票赞成 / 3 票有效 = 66.7% > 50%');

  const secret = await open(office, prepare, '每月换一家商户主办会员日', /无记名/, 'half');
  await owners[0].goto(`/votes/${secret}`);
  await owners[0].getByRole('radio', { name: '赞成' }).check();
  await press(owners[0], '下一步：再看一遍');
  await expect(owners[0].locator('.verdict')).toHaveText('赞成');
  const change = await unfold(owners[0], '返回修改');
  await expect(change.getByRole('radio', { name: '赞成' })).toBeChecked();
  await change.getByRole('radio', { name: '反对' }).check();
  await press(change, '下一步：再看一遍');
  await expect(owners[0].locator('.verdict')).toHaveText('反对');
  await press(owners[0], '投出这一票');
  const receipt = await owners[0].locator('.receipt pre').innerText();
  await expect(owners[0].locator('main')).not.toContainText('反对');
  await owners[0].goto(`/votes/${secret}`);
  await expect(owners[0].locator('main')).toContainText('已记为在网上投过票');
  await count(office, officer, secret);
  await owners[2].goto(`/votes/${secret}`);
  await expect(owners[2].locator('main')).toContainText('未达到法定人数，本次表决无效');

  const file = test.info().outputPath('board.json');
  const board = await owners[2].request.get(`/votes/${secret}/board.json`);
  await writeFile(file, await board.body());
  await owners[2].goto('/votes/recount');
  if (!javaScriptEnabled) {
    await expect(owners[2].locator('main')).toContainText('需要打开 JavaScript');
    return;
  }
  await owners[2].locator('[name=board]').setInputFiles(file);
  await owners[2].locator('[name=receipt]').fill(receipt);
  await press(owners[2], '开始核对');
  await expect(owners[2].getByRole('status')).toContainText('回执是真的，您的票原样在清单里');
  const altered = (await readFile(file, 'utf8')).replace('\\tno\\t', '\\tyes\\t');
  await writeFile(file, altered);
  await owners[2].locator('[name=board]').setInputFiles(file);
  await press(owners[2], '开始核对');
  await expect(owners[2].getByRole('status')).toContainText('有一处被改动过');
});
