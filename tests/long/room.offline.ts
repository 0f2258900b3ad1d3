import type { Page } from '@playwright/test';
import { devtools, expect, kept, test, untilKept, view, type Kept } from '../e2e/kept';
import { open, ready, setState, settled } from '../e2e/harness';

const mebibyte = 2 ** 20;
/** Chunks of 64 KiB. */
const small = 'gen:checkerboard?levels=3&tile=128&dtype=uint32';
const wide = (cell: number) => `gen:checkerboard?levels=5&tile=128&dtype=uint32&cell=${cell}`;

/** Changes a number of the keeper's while no page has it in memory. */
async function setMeta(page: Page, key: string, change: 'add' | 'put', value: number): Promise<void> {
  await page.evaluate(
    async ([name, isAdded, amount]) => {
      const { name: databaseName = '' } =
        (await indexedDB.databases()).find((each) => each.name?.startsWith('exascope-keep-')) ?? {};
      const database = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open(databaseName);
        request.onsuccess = () => resolve(request.result);
      });
      await new Promise((resolve) => {
        const transaction = database.transaction('meta', 'readwrite');
        const meta = transaction.objectStore('meta');
        const before = meta.get(name);
        before.onsuccess = () => {
          const old = (before.result as { value: number } | undefined)?.value ?? 0;
          meta.put({ key: name, value: isAdded ? old + amount : amount });
        };
        transaction.oncomplete = resolve;
      });
      database.close();
    },
    [key, change === 'add', value] as const,
  );
}

/** Lets all that is kept grow old: what is young is not cleared. Leaves the page at the start. */
async function age(page: Page): Promise<void> {
  await page.goto('/theme.js');
  await setMeta(page, 'tick', 'add', 1000);
}

/** Shows a location in full detail at some places. */
async function wander(page: Page, location: string, places: readonly (readonly [number, number])[]) {
  await view(page, location);
  for (const [x, y] of places) {
    await setState(page, { center: { x, y }, zoom: 1 });
    await settled(page);
  }
}

/** Three places far from each other, each of some 20 chunks. */
const places = [
  [500, 500],
  [1500, 1500],
  [2500, 2500],
] as const;

/** What is kept of one dataset, by its key. */
const ofDataset = ({ bodies }: Kept, id: string) => bodies.filter((path) => path.startsWith(`${id}/`));
const ids = (page: Page) =>
  page.evaluate(async () => (await window.exascope.library.list()).map(({ id }) => id));

test.use({ expectedMessages: { patterns: [/Failed to load resource/] } });

test('three datasets share 8 MiB: the small one loses nothing, the others their oldest detail, and all three open offline', async ({
  page,
  data,
}) => {
  const locations = [small, wide(8), wide(16)].map((location) => data.generated(location));
  const [first = '', second = '', third = ''] = locations;
  await view(page, first);
  await untilKept(page, data.sentPaths().length);
  await expect.poll(() => ids(page)).toHaveLength(1);
  const [id = ''] = await ids(page);
  await age(page);
  await setMeta(page, 'limit-bytes', 'put', 8 * mebibyte);
  await page.goto('/');
  await ready(page);
  expect((await page.evaluate(() => window.exascope.library.usage())).limitBytes).toBe(8 * mebibyte);
  const before = ofDataset(await kept(page), id);
  const visits = [
    ...places.map((place) => [second, place] as const),
    ...places.map((place) => [third, place] as const),
  ];
  for (const [location, place] of visits) {
    await age(page);
    await wander(page, location, [place]);
    await untilKept(page, 1);
  }
  await expect.poll(async () => (await kept(page)).bytes, { timeout: 20_000 }).toBeLessThan(9.5 * mebibyte);
  const after = await untilKept(page, 1);
  // What the frame shows, and what came since, is on top of the limit.
  const shownChunks = 40;
  expect(after.bytes).toBeLessThanOrEqual(8 * mebibyte + shownChunks * 2 ** 16);
  expect(after.bytes, 'room is used').toBeGreaterThan(4 * mebibyte);
  expect(ofDataset(after, id)).toEqual(expect.arrayContaining(before));
  await data.stop();
  for (const location of locations) await view(page, location);
});

test('where the browser gives little room, what is to be kept offline stays whole while others come and go', async ({
  page,
  site,
  data,
}) => {
  const locations = [small, wide(8), wide(16)].map((location) => data.generated(location));
  await view(page, locations[0] ?? '');
  await page.evaluate(() => window.exascope.library.pin({ layer: 'layer1' }));
  const downloads = () =>
    page.evaluate(async () =>
      (await window.exascope.library.list()).flatMap((entry) =>
        entry.downloads.map(({ state }) => `${state} ${entry.missingChunks}`),
      ),
    );
  await expect.poll(downloads, { timeout: 20_000 }).toEqual(['complete 0']);
  const pinned = (await kept(page)).bodies.filter((path) => path.includes('/c/'));
  const session = await devtools(page);
  const usage = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
  const limit = { origin: new URL(site.url).origin, quotaSize: usage + 4 * mebibyte };
  await session.send('Storage.overrideQuotaForOrigin', limit);
  for (const location of locations.slice(1)) await wander(page, location, places);
  const after = await untilKept(page, pinned.length);
  expect(after.bodies).toEqual(expect.arrayContaining(pinned));
  await data.stop();
  await open(page, locations[0] ?? '');
  await setState(page, { zoom: 1 });
  await settled(page);
});
