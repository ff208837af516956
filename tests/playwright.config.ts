import { defineConfig } from '@playwright/test';
import { chromiumArgs } from './support/chromium.ts';

/** Each journey starts its own server on its own data, so they can run in any order; one worker for a two-core machine. */
export default defineConfig({
  testDir: 'journeys',
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 1,
  retries: 0,
  forbidOnly: true,
  use: {
    launchOptions: { executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: chromiumArgs },
    actionTimeout: 15_000,
    locale: 'zh-CN',
    timezoneId: 'America/St_Johns',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
});
