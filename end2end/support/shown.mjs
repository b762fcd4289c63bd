import { followTo, send } from './acts.mjs';

/** A code typed at the till. */
async function till(page, code) {
  await page.goto('/till');
  await page.locator('.till-code [name=code]').fill(code);
  await send(page, 'redeem_claim');
  await page.locator('.answer').waitFor();
}

/** The first of one's own shops. */
async function ownShop(page) {
  await page.goto('/my/shops');
  await followTo(page, '/my/shops/');
}

/** Somebody at the counter, found by the mobile number. */
async function atCounter(page, { resident }) {
  await page.goto('/desk/people');
  await page.locator('[name=who]').fill(resident.mobile);
  await send(page, 'find_person');
  await page.locator('form[action$="/prove_person"]').waitFor();
}

/**
 * The pages to which no link leads: what an act shows once, what waits behind a code, what a refusal looks like. Each says what it is, who sees it
 * and how it is opened, in whatever language and as often as one likes, with what is known of the town.
 */
export const shown = [
  ['a form that came back', 'visitor', async page => (await page.goto('/join'), send(page, 'join'))],
  ['a page that is not there', 'visitor', page => page.goto('/no/such/page')],
  ['a page that asks to sign in', 'visitor', page => page.goto('/my/27')],
  ['a page for others', 'resident', page => page.goto('/desk/audit')],
  ['the screen in the meeting room', 'visitor', (page, { screen }) => page.goto(screen)],
  ['a code for the counter', 'resident', async page => (await page.goto('/my/person-code'), send(page, 'make_person_code'))],
  ['somebody at the counter', 'district_officer', atCounter],
  ['a slip for somebody', 'district_officer', async (page, left) => (await atCounter(page, left), send(page, 'print_slip'))],
  ['a takeover slip', 'district_officer', async page => {
    await page.goto('/desk/merchants?state=listed');
    await followTo(page, '/desk/merchants/');
    await send(page, 'issue_slip');
  }],
  ['an offer in review', 'district_officer', async page => (await page.goto('/desk/review'), followTo(page, '/desk/review/'))],
  ['a clerk’s slip', 'merchant_owner', async page => (await ownShop(page), send(page, 'invite_clerk'))],
  ['recovery codes', 'secretary', async page => (await page.goto('/my/security'), send(page, 'renew_recovery_codes'))],
  ['a ballot looked over', 'merchant_owner', async (page, { vote }) => {
    await page.goto(vote);
    await page.locator('[name="picks[]"]').first().check();
    await send(page, 'look_over_ballot');
  }],
  ['a receipt', 'merchant_owner:1', async (page, { ballot }) => {
    await page.goto('/votes/receipt');
    await page.locator('[name=ballot]').fill(ballot);
    await send(page, 'find_receipt');
    await page.locator('.receipt').waitFor();
  }],
  ['a code refused at the till', 'clerk', page => till(page, '1234567K')],
  ['a code taken at the till', 'clerk', async (page, { code }) => {
    await page.goto('/till/today');
    const undo = page.locator('form[action$="/undo_redemption"]').first();
    if ((await undo.count()) > 0) {
      await page.locator('summary').first().click();
      await undo.locator('[name=grounds]').fill('重来一次');
      await undo.locator('button[type=submit]').click();
    }
    await till(page, code);
  }],
];
