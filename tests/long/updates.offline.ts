import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, open, ready, settled, test as base } from '../e2e/harness';
import { builtFiles, SiteHost, type SiteVersion } from '../e2e/site-host';

const test = base.extend<{ site: SiteHost }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads from it what the fixture needs
  site: async ({}, use) => {
    const site = new SiteHost();
    await site.start();
    await use(site);
    await site.stop();
  },
  baseURL: async ({ site }, use) => use(site.url),
});
test.use({ serviceWorkers: 'allow' });

async function install(page: Page): Promise<void> {
  await open(page, []);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

const lookForUpdate = (page: Page) =>
  page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
const card = (page: Page) => page.getByRole('status').filter({ hasText: 'A new version is ready' });

/** Waits until a page runs a version. */
async function runs(page: Page, version: SiteVersion): Promise<void> {
  const folder = { first: '_app/immutable/', later: '_app/later/' }[version];
  const links = page.locator(`link[rel="modulepreload"][href*="${folder}"]`);
  await links.first().waitFor({ state: 'attached' });
  await ready(page);
}

const take = (page: Page) => card(page).getByRole('button', { name: 'Reload now' }).click();

/** Lets the host go over to a version, and a page take it when it is offered. */
async function update(page: Page, site: SiteHost, version: SiteVersion): Promise<void> {
  site.serve(version);
  await lookForUpdate(page);
  await take(page);
  await runs(page, version);
}

/** Fills caches as the keeper of data, another app and this app under another path would. */
const fillOthers = (page: Page) =>
  page.evaluate(async () => {
    const data = ['g1-l0-a1-0', 'g1-l1-a1-1', 'g2-l255-b2-0'].map(
      (end) => `exascope-data-0123abcd-d1-0123456789abcdef-${end}`,
    );
    const names = [...data, 'exascope-shell-deadbeef-1', 'workbox-precache-v2-other', 'other app'];
    for (const name of names) {
      const cache = await caches.open(name);
      for (let i = 0; i < 20; i++) {
        const body = crypto.getRandomValues(new Uint8Array(1000 + i));
        await cache.put(
          `/__exascope/0123456789abcdef/1/c/0/${i}`,
          new Response(body, { headers: { 'x-i': `${i}` } }),
        );
      }
    }
    return names;
  });

/** Keys, headers and hashes of the bodies of everything in some caches. */
const contentOf = (page: Page, names: readonly string[]) =>
  page.evaluate(async (wanted) => {
    const entryOf = async (cache: Cache, request: Request) => {
      const response = await cache.match(request);
      const body = (await response?.arrayBuffer()) ?? new ArrayBuffer();
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
      return [request.url, [...(response?.headers ?? [])], digest.join()];
    };
    const all: unknown[] = [];
    for (const name of wanted) {
      if (!(await caches.has(name))) continue;
      const cache = await caches.open(name);
      const entries = (await cache.keys()).map((request) => entryOf(cache, request));
      all.push([name, await Promise.all(entries)]);
    }
    return all;
  }, names);

/** The shells of this app, without those that `fillOthers` makes. */
const shells = (page: Page) =>
  page.evaluate(async () =>
    (await caches.keys()).filter((name) => /^exascope-shell-(?!deadbeef)/.test(name)),
  );

async function draws(page: Page): Promise<void> {
  await open(page, 'gen:ramp?levels=3');
  await settled(page);
}

test('56: an update leaves all other caches as they are, byte for byte', async ({ page, site }) => {
  await install(page);
  const others = await fillOthers(page);
  const before = await contentOf(page, others);
  expect(before).toHaveLength(others.length);
  await update(page, site, 'later');
  expect(await contentOf(page, others)).toEqual(before);
});

test('53: a rollback leaves all other caches as they are, and the older version works', async ({
  page,
  site,
}) => {
  await install(page);
  const others = await fillOthers(page);
  const before = await contentOf(page, others);
  await update(page, site, 'later');
  await update(page, site, 'first');
  expect(await contentOf(page, others)).toEqual(before);
  await site.stop();
  await draws(page);
});

test('55: a tab of the older version still loads its scripts after a newer one took over', async ({
  page,
  context,
  site,
}) => {
  await install(page);
  const second = await context.newPage();
  await open(second, []);
  await update(second, site, 'later');
  const missing = await page.evaluate(async (paths) => {
    const answers = await Promise.all(paths.map(async (path) => ({ path, ok: (await fetch(path)).ok })));
    return answers.filter(({ ok }) => !ok).map(({ path }) => path);
  }, builtFiles());
  expect(missing).toEqual([]);
  await page.evaluate(() => window.exascope.open('gen:ramp?levels=3'));
  await settled(page);
  expect(await shells(page)).toHaveLength(2);
  await page.close();
  await draws(second);
  await expect.poll(() => shells(second)).toHaveLength(1);
});

test('a newer version is offered, and waits: the tabs that are open go on, and may be reloaded', async ({
  page,
  context,
  site,
}) => {
  await install(page);
  site.serve('later');
  await lookForUpdate(page);
  await expect(card(page)).toBeVisible();
  await page.getByRole('button', { name: 'Later' }).click();
  await page.reload();
  await expect(card(page)).toBeVisible();
  await draws(await context.newPage());
  await site.stop();
  await take(page);
  await runs(page, 'later');
  await draws(page);
});

test('a version that another tab took is one click away, in the tabs that did not', async ({
  page,
  context,
  site,
}) => {
  await install(page);
  const second = await context.newPage();
  await open(second, []);
  site.serve('later');
  await lookForUpdate(page);
  await expect(card(page)).toBeVisible();
  await take(second);
  await runs(second, 'later');
  await take(page);
  await runs(page, 'later');
});

test.describe('54: a version that cannot be installed whole', () => {
  test.use({ expectedMessages: { patterns: [/addAll/, /status of 500/, /is no page of this version/] } });

  for (const [what, pattern] of [
    ['an asset', /\/workers\//],
    ['its page', /^\/$/],
  ] as const)
    test(`leaves the older one, offline too, and is offered once ${what} can be had`, async ({
      page,
      site,
    }) => {
      await install(page);
      const before = await shells(page);
      site.serve('later');
      site.fail(pattern);
      const state = await page.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready;
        await registration.update();
        const worker = registration.installing;
        if (worker?.state === 'installing')
          await new Promise((done) => worker.addEventListener('statechange', done, { once: true }));
        return worker?.state;
      });
      expect(state).toBe('redundant');
      expect(await shells(page)).toEqual(before);
      await site.stop();
      await draws(page);
      await site.start();
      site.fail();
      await lookForUpdate(page);
      await expect(card(page)).toBeVisible();
    });
});

test('57: an app that clears all caches of the origin, and fills its own, takes nothing for long and loses nothing', async ({
  page,
  site,
}) => {
  await install(page);
  await page.evaluate(async () => {
    for (const name of await caches.keys()) await caches.delete(name);
  });
  const others = await fillOthers(page);
  const before = await contentOf(page, others);
  await draws(page);
  await expect.poll(() => page.evaluate(async () => (await caches.match('/')) !== undefined)).toBe(true);
  await site.stop();
  await draws(page);
  expect(await contentOf(page, others)).toEqual(before);
});

test("S34: a worker that ends the app's own leaves the page to its host, and all data", async ({
  page,
  site,
}) => {
  await install(page);
  const others = await fillOthers(page);
  const before = await contentOf(page, others);
  site.replaceWorker(readFileSync('scripts/service-worker-off.js', 'utf8'));
  await page.reload();
  await expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length))
    .toBe(0);
  expect(await shells(page)).toEqual([]);
  expect(await contentOf(page, others)).toEqual(before);
  await draws(page);
});
