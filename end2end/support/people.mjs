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
  await send(page, portal, 'join', { mobile, password, privacy: 'on' });
  await signIn(page, portal, { mobile, password });
}

/** Signs this page's browser in as the front door's forms do, with the second factor where the account has one. */
export async function signIn(page, portal, { mobile, password, totp_secret: secret }) {
  await send(page, portal, 'sign_in', { mobile, password, next: '/my' });
  if (secret) await send(page, portal, 'show_second_factor', { code: totp(secret, portal.now()), next: '/my' });
}

async function send(page, portal, act, form) {
  const headers = { accept: 'text/html', origin: portal.url };
  const answer = await page.request.post(`${portal.url}/api/accounts/${act}`, { form, headers, maxRedirects: 0 });
  if (answer.status() >= 400) throw new Error(`${act}: ${answer.status()} ${await answer.text()}`);
}
