import { test as base, expect, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { calm, complaintsOf } from './browser.mjs';
import { account, signIn } from './people.mjs';
import { Portal } from './portal.mjs';

export { expect };

type Journey = {
  /** A window of its own for somebody: signed in by role of the demo town (`resident:1` is the second of them), or nobody. */
  window: (role?: string) => Promise<Page>;
};
type Town = {
  /** The town's name: specs that name it alike (and run one after the other) share it. */
  town: string;
  /** The moment its clock starts from. */
  at: string;
  /** It, served. */
  portal: InstanceType<typeof Portal>;
};

/** A journey through a portal of its own; it fails on anything the browser complains of. */
export const test = base.extend<Journey, Town>({
  town: ['', { option: true, scope: 'worker' }],
  at: ['2026-11-20T09:00+08:00', { option: true, scope: 'worker' }],
  portal: [
    async ({ at, town }, use) => {
      const portal = new Portal(town);
      try {
        await use(await portal.start(at));
      } finally {
        await portal.close();
      }
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ portal }, use) => use(portal.url),
  context: async ({ context }, use) => {
    const complaints = complaintsOf(context);
    await use(context);
    expect(complaints, 'the browser complained').toEqual([]);
  },
  window: async ({ browser, portal, javaScriptEnabled, viewport, locale, timezoneId }, use) => {
    const open: [BrowserContext, string[]][] = [];
    await use(async role => {
      const storageState = role ? portal.sessions.get(role) : undefined;
      const context = await browser.newContext({ ...calm, baseURL: portal.url, javaScriptEnabled, viewport, locale, timezoneId, storageState });
      open.push([context, complaintsOf(context)]);
      const page = await context.newPage();
      if (role && !storageState) {
        await signIn(page, portal, account(portal, role));
        portal.sessions.set(role, await context.storageState());
      }
      return page;
    });
    for (const [context, complaints] of open) {
      await context.close();
      expect(complaints, 'the browser complained').toEqual([]);
    }
  },
});

/** Opens what is folded away under these words. */
export async function unfold(page: Page | Locator, words: string): Promise<Locator> {
  const fold = page.locator('details').filter({ has: ('goto' in page ? page : page.page()).locator('summary', { hasText: new RegExp(`^\\s*${words}\\s*$`) }) });
  await fold.locator('summary').first().click();
  return fold;
}

/** Presses the button with exactly this name in the page's own part. */
export async function press(page: Page | Locator, name: string) {
  const place = 'goto' in page ? page.locator('main') : page;
  await place.getByRole('button', { name, exact: true }).click();
}

/** Follows the first link with this name in the page's own part. */
export async function follow(page: Page, name: string | RegExp) {
  await page.locator('main').getByRole('link', { name }).first().click();
}
