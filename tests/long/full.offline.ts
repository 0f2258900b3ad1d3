import type { Page } from '@playwright/test';
import { chunkRequests, clearStorage, devtools, expect, kept, test, untilKept, view } from '../e2e/kept';
import { open, ready, setState, settled, stats } from '../e2e/harness';

const wide = 'gen:ramp?levels=5&tile=128';
const usage = (page: Page) => page.evaluate(() => window.exascope.library.usage());

/** Lets the origin store so many bytes, all together; without a number, as many as the browser likes. */
async function limitQuota(page: Page, origin: string, quotaSize?: number): Promise<void> {
  const session = await devtools(page);
  const limit = quotaSize === undefined ? {} : { quotaSize };
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(origin).origin, ...limit });
  // The session stays: with it the limit would go.
}

/** Bytes that the browser counts of the page's caches and databases. */
const used = (page: Page) =>
  page.evaluate(async () => (await navigator.storage.estimate()).usage ?? Number.NaN);

/** Shows three places in full detail, one after the other. */
async function wander(page: Page): Promise<void> {
  for (const [x, y] of [
    [600, 600],
    [1500, 700],
    [2600, 2000],
  ] as const) {
    await setState(page, { center: { x, y }, zoom: 1 });
    await settled(page);
  }
}

test('row 42: when everything is cleared under an open tab, it goes on with the network and keeps anew', async ({
  page,
  site,
  data,
}) => {
  await view(page, data.generated(wide));
  await untilKept(page, data.sentPaths().length);
  await setState(page, { center: { x: 600, y: 600 }, zoom: 1 });
  await clearStorage(page, { origin: site.url, types: 'all' });
  await wander(page);
  await expect.poll(async () => (await kept(page)).bodies.length, { timeout: 20_000 }).toBeGreaterThan(10);
  await page.reload();
  await settled(page);
  const { bodies, rows } = await untilKept(page, 10);
  expect(rows).toEqual(bodies);
  expect((await usage(page)).trouble).toBeUndefined();
});

test('row 43: a browser that refuses a write is given room entry by entry, and the view never waits for it', async ({
  page,
  site,
  data,
}) => {
  await view(page, data.generated(wide));
  await untilKept(page, data.sentPaths().length);
  await limitQuota(page, site.url, (await used(page)) + 2 * 2 ** 20);
  await wander(page);
  const sent = chunkRequests(data);
  expect(sent * 128 * 128 * 4, 'more than there is room for').toBeGreaterThan(3 * 2 ** 20);
  await expect
    .poll(async () => (await usage(page)).trouble ?? 'none', { timeout: 20_000 })
    .toMatch(/none|full/);
  await untilKept(page, 1);
  expect((await stats(page)).requests.failed).toBe(0);
  await wander(page);
  expect(chunkRequests(data), 'no chunk is fetched without end').toBeLessThanOrEqual(2 * sent);
  await untilKept(page, 1);
});

test('row 44: with no room at all from the start, images open from the network, and the library says so', async ({
  page,
  context,
  site,
  data,
}) => {
  await page.setViewportSize({ width: 1100, height: 700 });
  const first = await context.newPage();
  await open(first, []);
  await limitQuota(first, site.url, 1);
  await view(page, data.generated(wide));
  await wander(page);
  await page.keyboard.press('l');
  const panel = page.getByRole('complementary', { name: 'On this device' });
  await expect(panel).toContainText(/Nothing can be kept|This device is full/, { timeout: 15_000 });
  expect((await kept(page)).bodies).toEqual([]);
  const sent = data.server.log().filter(({ method }) => method === 'GET').length;
  expect(sent, 'each object once').toBe(new Set(data.server.log().map(({ path }) => path)).size);
});

test('row 45: a download that meets the end of the room pauses, says why, and goes on when there is room again', async ({
  page,
  site,
  data,
}) => {
  await view(page, data.generated('gen:ramp?levels=3&tile=128'));
  await untilKept(page, data.sentPaths().length);
  await limitQuota(page, site.url, (await used(page)) + 2 ** 20);
  const id = await page.evaluate(() => window.exascope.library.pin({ layer: 'layer1' }));
  const download = () =>
    page.evaluate(async (wanted) => {
      const [entry] = await window.exascope.library.list();
      return entry?.downloads.find((each) => each.id === wanted);
    }, id);
  await expect.poll(async () => (await download())?.state, { timeout: 30_000 }).toBe('paused');
  const paused = await download();
  expect(paused?.reason).toMatch(/storage is full/);
  expect(paused?.doneChunks).toBeLessThan(paused?.totalChunks ?? 0);
  await limitQuota(page, site.url);
  await page.setViewportSize({ width: 1100, height: 700 });
  await page.reload();
  await ready(page);
  await page.keyboard.press('l');
  await page.getByRole('button', { name: /^Go on with/ }).click();
  await expect.poll(async () => (await download())?.state, { timeout: 40_000 }).toBe('complete');
  const [entry] = await page.evaluate(() => window.exascope.library.list());
  expect(entry?.missingChunks).toBe(0);
});
