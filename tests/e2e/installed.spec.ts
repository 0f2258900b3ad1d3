import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { codecFixtures } from '../faults/codec-fixtures';
import { plainTree, voxel, type Objects } from '../faults/trees';
import { startFixtureServer } from '../fixtures/fixture-server';
import { expect, middleValues, open, ready, settled, test } from './harness';
import { builtFiles, SiteHost } from './site-host';

test.use({ serviceWorkers: 'allow' });

async function untilInstalled(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

test('the sample data is not kept by the service worker', { tag: '@thorough' }, async ({ page }) => {
  await open(page, 'data/macaque.zarr');
  await untilInstalled(page);
  const kept = await page.evaluate(async () => {
    const opened = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    const requests = await Promise.all(opened.map((cache) => cache.keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
  expect(kept).toContain('/');
  expect(kept.filter((path) => /^\/(data|install)\//.test(path))).toEqual([]);
});

/** A small image whose chunks are encoded. */
async function encodedTree({ codec, encode }: (typeof codecFixtures)[number]): Promise<Objects> {
  const objects = Object.entries(plainTree({ codecs: [codec] })).map(async ([path, object]) => [
    path,
    object instanceof Uint8Array ? await encode(object) : object,
  ]);
  return Object.fromEntries(await Promise.all(objects)) as Objects;
}

test.describe('with its host out of reach', () => {
  let site: SiteHost;
  test.beforeEach(async ({ page }) => {
    site = new SiteHost('/some/path');
    await site.start();
    await page.goto(site.url);
    await untilInstalled(page);
    await site.stop();
  });

  test('the app starts from any path, and makes images', async ({ page }) => {
    await page.goto(`${site.url}?source=gen:mandelbrot`);
    await settled(page);
    expect(await middleValues(page)).toHaveLength(1);
  });

  test(
    'the app decodes what was encoded by any codec, the code of which it holds',
    { tag: '@thorough' },
    async ({ page }) => {
      const server = await startFixtureServer();
      const query = new URLSearchParams();
      for (const fixture of codecFixtures)
        query.append('source', server.serve(fixture.name, await encodedTree(fixture)));
      await page.goto(`${site.url}?${query}`);
      await settled(page);
      const values = await middleValues(page);
      await server.close();
      expect(values).toHaveLength(codecFixtures.length);
      for (const { index, value } of values) expect(value).toBe(voxel(index[0] ?? 0, index[1] ?? 0));
    },
  );
});

test('once it has been visited, the app starts offline, of every file of the build but the engine for HDF5 and that which tells whether a newer one is there', async ({
  page,
  context,
}) => {
  await open(page, []);
  await untilInstalled(page);
  const kept = await page.evaluate(async () => {
    const name = (await caches.keys()).find((key) => key.startsWith('exascope-shell-')) ?? '';
    return (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname);
  });
  const built = builtFiles();
  expect(built.filter((path) => /worker/.test(path))).not.toEqual([]);
  const isEngine = (path: string) => readFileSync(join('build', path), 'utf8').includes('HDF5 CONFIGURATION');
  const engine = built.filter((path) => path.includes('/workers/') && isEngine(path));
  expect(engine, 'a megabyte, which is put by when it is first needed').toHaveLength(1);
  expect(built.filter((path) => !kept.includes(path)).sort()).toEqual(
    ['/_app/version.json', ...engine].sort(),
  );
  const registration = page.evaluate(async () => (await navigator.serviceWorker.ready).updateViaCache);
  expect(await registration, 'the service worker is never taken from the HTTP cache').toBe('none');

  await context.setOffline(true);
  await open(page, 'gen:ramp?levels=3');
  await settled(page);
  expect(await page.evaluate(() => window.exascope.layers()[0]?.dtype)).toBe('uint32');
});

/** What a browser of Chromium's kin does when a page can be installed. Returns whether its own banner is kept away. */
function offerInstall(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const event = new Event('beforeinstallprompt', { cancelable: true });
    const prompt = () => Promise.resolve(Object.assign(window, { asked: true }));
    dispatchEvent(Object.assign(event, { prompt }));
    return event.defaultPrevented;
  });
}

test('the button that installs the app is there while the browser offers to, and among all commands', async ({
  page,
}) => {
  const button = page.getByRole('button', { name: 'Install' });
  await open(page, []);
  await expect(button).toHaveCount(0);
  expect(await offerInstall(page)).toBe(true);
  await button.click();
  expect(await page.evaluate(() => 'asked' in window)).toBe(true);
  await expect(button, 'once it was asked').toHaveCount(0);

  await offerInstall(page);
  await expect(button).toBeVisible();
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('option', { name: /^Install as an app/ })).toHaveAttribute(
    'aria-disabled',
    'false',
  );
  await page.keyboard.press('Escape');
  await page.evaluate(() => dispatchEvent(new Event('appinstalled')));
  await expect(button, 'once it was installed by other means').toHaveCount(0);
});

test('the card that offers to install comes on the second visit, installs, and stays away once dismissed', async ({
  page,
}) => {
  const card = page.getByRole('group', { name: 'Install Exascope' });
  /** An hour and more after the last one. */
  const visit = async () => {
    await page.evaluate(() => {
      const { lastMs, ...memory } = JSON.parse(localStorage.getItem('exascope.visits') ?? '{}') as {
        lastMs: number;
      };
      localStorage.setItem('exascope.visits', JSON.stringify({ ...memory, lastMs: lastMs - 2 * 3_600_000 }));
    });
    await page.reload();
    await ready(page);
  };
  await open(page, []);
  await offerInstall(page);
  await expect(page.getByRole('button', { name: 'Install' }), 'a button is enough at first').toBeVisible();
  await expect(card).toHaveCount(0);

  await visit();
  await expect(card, 'the browser has not offered it').toHaveCount(0);
  await offerInstall(page);
  await expect(card).toBeVisible();
  await card.getByRole('button', { name: 'Install' }).click();
  expect(await page.evaluate(() => 'asked' in window)).toBe(true);
  await expect(card, 'once it was asked').toHaveCount(0);

  await visit();
  await offerInstall(page);
  await card.getByRole('button', { name: 'Do not offer again' }).click();
  await expect(card).toHaveCount(0);
  await visit();
  await offerInstall(page);
  await expect(
    page.getByRole('button', { name: 'Install' }),
    'it can be installed all the same',
  ).toBeVisible();
  await expect(card).toHaveCount(0);
});

test.describe('in the dark theme', () => {
  test.use({ colorScheme: 'dark' });

  test(
    'the bars of the browser have the colour of the page, and change with it',
    { tag: '@thorough' },
    async ({ page }) => {
      const bars = page.locator('meta[name="theme-color"]');
      await open(page, []);
      await expect(bars).toHaveAttribute('content', '#0f1113');
      await page.getByRole('button', { name: 'Use the light theme' }).click();
      await expect(bars).toHaveAttribute('content', '#f3f4f6');
      await open(page, 'gen:ramp?levels=3');
      await expect(bars).toHaveAttribute('content', '#d5d8dc');
    },
  );
});

for (const base of ['', '/some/path'])
  test(
    `a browser offers to install the app from ${base === '' ? 'the root of a host' : base}`,
    { tag: '@thorough' },
    async ({ launchOptions }) => {
      const site = new SiteHost(base);
      await site.start();
      const folder = mkdtempSync(join(tmpdir(), 'exascope-profile-'));
      const context = await chromium.launchPersistentContext(folder, launchOptions);
      const page = await context.newPage();
      await page.goto(site.url);
      await untilInstalled(page);
      const devtools = await context.newCDPSession(page);
      const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
      const { errors } = await devtools.send('Page.getAppManifest');
      const { appId } = await devtools.send('Page.getAppId');
      await context.close();
      await site.stop();
      rmSync(folder, { recursive: true, force: true });
      expect([installabilityErrors, errors]).toEqual([[], []]);
      // The manifest has no `id`: one is resolved against the origin alone, so that apps under several paths would be one.
      expect(appId).toBe(site.url);
    },
  );
