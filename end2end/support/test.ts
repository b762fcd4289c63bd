import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import { complaintsOf } from './browser.mjs';
import { account, signIn } from './people.mjs';
import { Portal } from './portal.mjs';

export { expect };

type Journey = {
  /** A window of its own for somebody: signed in by role of the demo town (`resident:1` is the second of them), or nobody. */
  window: (role?: string) => Promise<Page>;
};
type Town = {
  /** The moment the town's clock starts from. */
  at: string;
  /** A town of its own, shared by the tests of one file. */
  portal: InstanceType<typeof Portal>;
};

/** A journey through a portal of its own; it fails on anything the browser complains of. */
export const test = base.extend<Journey, Town>({
  at: ['2026-11-20T09:00+08:00', { option: true, scope: 'worker' }],
  portal: [
    async ({ at }, use) => {
      const portal = await new Portal().start(at);
      await use(portal);
      await portal.close();
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
      const context = await browser.newContext({ baseURL: portal.url, javaScriptEnabled, viewport, locale, timezoneId, storageState });
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
