import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { expect, open, settled, test } from './harness';

test.use({ serviceWorkers: 'allow' });

async function untilInstalled(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

test('the app starts offline, workers included, once it has been visited', async ({ page, context }) => {
  await open(page, []);
  await untilInstalled(page);
  await context.setOffline(true);
  await open(page, 'gen:ramp?levels=3');
  await settled(page);
  expect(await page.evaluate(() => window.exascope.layers()[0]?.dtype)).toBe('uint32');
});

test('the sample data is not kept by the service worker', async ({ page }) => {
  await open(page, 'data/macaque.zarr');
  await untilInstalled(page);
  const kept = await page.evaluate(async () => {
    const opened = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    const requests = await Promise.all(opened.map((cache) => cache.keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
  expect(kept).toContain('/');
  expect(kept.filter((path) => /^\/(data|samples)\//.test(path))).toEqual([]);
});

test('a browser offers to install the app', async ({ launchOptions, baseURL }) => {
  const folder = mkdtempSync(join(tmpdir(), 'exascope-profile-'));
  const context = await chromium.launchPersistentContext(folder, launchOptions);
  const page = await context.newPage();
  await page.goto(baseURL ?? '');
  await untilInstalled(page);
  const devtools = await context.newCDPSession(page);
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  const { errors } = await devtools.send('Page.getAppManifest');
  await context.close();
  rmSync(folder, { recursive: true, force: true });
  expect([installabilityErrors, errors]).toEqual([[], []]);
});
