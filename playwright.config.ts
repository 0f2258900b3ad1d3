import { defineConfig, devices } from '@playwright/test';
import { chromiumArgs } from './scripts/chromium-args.mjs';
import { findChromium } from './scripts/find-chromium.mjs';

const port = Number(process.env['E2E_PORT'] ?? 4173);
const found = findChromium({ isShellBetter: true });
if (!found) throw new Error('No Chromium was found. `npm run e2e` finds or installs one.');

const launchOptions = {
  executablePath: found.path,
  args: chromiumArgs(process.env['WEBGL_ANGLE']),
  chromiumSandbox: false,
};

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  // One browser at a time: software rendering takes every core there is.
  workers: 1,
  fullyParallel: false,
  // A test that passes only when tried again is reported as flaky, with a trace: a defect to mend, not a reason to stop.
  // Recording every first try would make the whole run a fifth longer.
  retries: 1,
  // What says little that other tests do not: run by `npm run test:long -- thorough`.
  ...(process.env['THOROUGH'] === undefined && { grepInvert: /@thorough/ }),
  forbidOnly: process.env['CI'] !== undefined,
  // Not a limit of speed: machines in whose software pictures are drawn differ fourfold.
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${port}`,
    trace: 'on-first-retry',
    // Tests of the service worker itself allow it by `test.use`.
    serviceWorkers: 'block',
    launchOptions,
  },
  webServer: {
    command: `node scripts/serve.mjs build ${port}`,
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
  },
  projects: [
    {
      name: 'desktop',
      testIgnore: '**/*.{phone,tablet}.spec.ts',
      use: {
        ...devices['Desktop Chrome'],
        // As small as the panels of a window have room in: software rendering takes time by the pixel.
        viewport: { width: 900, height: 600 },
        deviceScaleFactor: 1,
        launchOptions,
      },
    },
    {
      name: 'phone',
      testMatch: '**/*.phone.spec.ts',
      // Its 2.6 device pixels a CSS pixel would take software rendering seven times as long; the test of its memory has them.
      use: { ...devices['Pixel 7'], deviceScaleFactor: 1, launchOptions },
    },
    {
      name: 'tablet',
      testMatch: '**/*.tablet.spec.ts',
      use: {
        ...devices['Desktop Chrome'],
        viewport: { width: 820, height: 1180 },
        deviceScaleFactor: 1,
        hasTouch: true,
        isMobile: true,
        launchOptions,
      },
    },
  ],
});
