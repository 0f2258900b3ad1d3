import type { Page } from '@playwright/test';
import { chunkRequests, devtools, expect, kept, test, untilInstalled, untilKept, view } from '../e2e/kept';
import { open, ready, setState, settled } from '../e2e/harness';
import { capture, differingPixels } from '../e2e/picture';

const flat = 'gen:ramp?levels=4&tile=128';

/** Bytes that the browser counts of the caches. */
const cacheBytes = (page: Page) =>
  page.evaluate(async () => {
    const estimate = (await navigator.storage.estimate()) as { usageDetails?: { caches?: number } };
    return estimate.usageDetails?.caches ?? 0;
  });

/** Waits until the library has one dataset. Returns its id. */
async function onlyDataset(page: Page): Promise<string> {
  const ids = () => page.evaluate(async () => (await window.exascope.library.list()).map(({ id }) => id));
  await expect.poll(ids).toHaveLength(1);
  return (await ids())[0] ?? '';
}

/** Duplicates in a list. */
const twice = (names: readonly string[]) => names.filter((name, at) => names.indexOf(name) !== at);

test('rows 62 and 46: two tabs show the same from one copy, and what one lets go is free though the other has it open', async ({
  page,
  context,
  data,
}) => {
  const location = data.generated(flat);
  const second = await context.newPage();
  await Promise.all([view(page, location), view(second, location)]);
  const { bodies } = await untilKept(page, data.sentPaths().length);
  expect(differingPixels(await capture(page), await capture(second))).toBe(0);
  // What both fetched before either knew may be there twice, for one flush.
  expect(twice(bodies).length).toBeLessThanOrEqual(64);
  const third = await context.newPage();
  data.server.resetLog();
  await view(third, location);
  expect(chunkRequests(data)).toBe(0);

  const [before, { bytes }] = [await cacheBytes(page), await kept(page)];
  const id = await onlyDataset(second);
  await second.evaluate((dataset) => window.exascope.library.forget(dataset), id);
  expect((await kept(page)).bodies).toEqual([]);
  await expect.poll(() => cacheBytes(page), { timeout: 20_000 }).toBeLessThan(before - 0.9 * bytes);
  await setState(page, { zoom: 1, center: { x: 300, y: 300 } });
  await settled(page);
});

test('row 57: what another app of the origin stores stays as it is, whatever is kept, let go or mended', async ({
  page,
  data,
}) => {
  await open(page, []);
  const plant = () =>
    page.evaluate(async () => {
      const cache = await caches.open('exascope-database-of-another');
      await cache.put('/__exascope/0123456789abcdef/1/c/0/0', new Response('theirs'));
      await (await caches.open('other app')).put('/x', new Response('theirs'));
      localStorage.setItem('other app', 'theirs');
      await new Promise((resolve) => {
        const request = indexedDB.open('other app', 3);
        request.onupgradeneeded = () => request.result.createObjectStore('things').put('theirs', 1);
        request.onsuccess = () => {
          request.result.close();
          resolve(undefined);
        };
      });
    });
  const theirs = () =>
    page.evaluate(async () => {
      const texts: unknown[] = [localStorage.getItem('other app')];
      for (const name of ['exascope-database-of-another', 'other app']) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) texts.push(await (await cache.match(request))?.text());
      }
      const databases = await indexedDB.databases();
      return [...texts, databases.find(({ name }) => name === 'other app')?.version];
    });
  await plant();
  const location = data.generated(flat);
  await view(page, location);
  const { bodies } = await untilKept(page, data.sentPaths().length);
  await page.reload();
  await settled(page);
  await untilKept(page, bodies.length);
  await page.evaluate((id) => window.exascope.library.forget(id), await onlyDataset(page));
  await expect.poll(async () => (await kept(page)).bodies).toEqual([]);
  expect(await theirs()).toEqual(['theirs', 'theirs', 'theirs', 3]);
});

test('rows 64 and 71: coming back to the page, and clocks that jump, fetch and drop nothing', async ({
  page,
  data,
}) => {
  const location = data.generated(flat);
  await view(page, location);
  await untilInstalled(page);
  const picture = await capture(page);
  await untilKept(page, data.sentPaths().length);
  await page.goto('about:blank');
  data.server.resetLog();
  await page.goBack();
  await ready(page);
  await settled(page);
  expect(differingPixels(picture, await capture(page))).toBe(0);
  const before = await kept(page);
  for (const year of ['2015', '2099']) {
    await page.clock.setFixedTime(new Date(`${year}-03-29T02:30:00`));
    await page.reload();
    await settled(page);
    expect(differingPixels(picture, await capture(page))).toBe(0);
  }
  expect(chunkRequests(data)).toBe(0);
  expect((await kept(page)).bodies).toEqual(expect.arrayContaining([...before.bodies]));
});

test('row 72: a page that was frozen while it loaded goes on where it was, and keeps all of it', async ({
  page,
  data,
}) => {
  await view(page, data.generated('gen:ramp?levels=5&tile=128'));
  const session = await devtools(page);
  data.server.setLatency(150);
  await setState(page, { center: { x: 2000, y: 2000 }, zoom: 1 });
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await expect.poll(() => data.server.log().length).toBeGreaterThan(8);
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  data.server.setLatency(0);
  await settled(page);
  await untilKept(page, data.sentPaths().length);
});
