import { totp } from './totp.mjs';

/** The demo account that can do this: `resident`, `clerk`, `district_officer` …, with what it needs for signing in. */
export function account(portal, role) {
  const [name, place = '0'] = role.split(':');
  const found = portal.accounts.filter(one => one.role === name)[Number(place)];
  if (!found) throw new Error(`the demo town has no account for ${role}`);
  return found;
}

/** A number that nobody in the town has, with a password. */
export function newcomer() {
  return { mobile: `137${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`, password: '海边的风吹了一整夜' };
}

/** Joins and signs in. */
export async function join(page, portal, { mobile, password }) {
  await page.goto(`${portal.url}/join`);
  await page.locator('[name=mobile]').fill(mobile);
  await page.locator('[name=password]').fill(password);
  await page.locator('[name=privacy]').check();
  await page.locator('main form .btn').first().click();
  await signIn(page, portal, { mobile, password });
}

/** Signs this page in through the front door, with the second factor where the account has one. */
export async function signIn(page, portal, { mobile, password, totp_secret: secret }) {
  await page.goto(`${portal.url}/sign-in`);
  await page.locator('[name=mobile]').fill(mobile);
  await page.locator('[name=password]').fill(password);
  await page.locator('main form .btn').first().click();
  await page.waitForURL(address => address.pathname !== '/sign-in');
  if (secret) {
    await page.goto(`${portal.url}/sign-in/second-factor`);
    await page.locator('[name=code]').fill(totp(secret, portal.now()));
    await page.locator('main form .btn').first().click();
    await page.waitForURL(address => address.pathname !== '/sign-in/second-factor');
  }
}
