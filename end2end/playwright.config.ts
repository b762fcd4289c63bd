import { defineConfig } from '@playwright/test';
import { calm, launch } from './support/browser.mjs';

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  globalSetup: './support/prepared.mjs',
  fullyParallel: false,
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [['list']],
  use: {
    launchOptions: launch,
    locale: 'zh-CN',
    timezoneId: 'America/New_York',
    viewport: { width: 390, height: 780 },
    screenshot: 'only-on-failure',
    contextOptions: calm,
  },
  projects: [
    { name: 'js', testIgnore: 'axe.spec.ts' },
    { name: 'nojs', testIgnore: 'axe.spec.ts', use: { javaScriptEnabled: false } },
    { name: 'axe', testMatch: 'axe.spec.ts', fullyParallel: true },
  ],
});
