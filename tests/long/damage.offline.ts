import type { Page } from '@playwright/test';
import {
  chunkRequests,
  clearStorage,
  devtools,
  expect,
  harm,
  kept,
  test,
  untilKept,
  view,
} from '../e2e/kept';
import { failureCodes, open, ready, settled, settledFailures, stats } from '../e2e/harness';
import { capture, differingPixels, type Picture } from '../e2e/picture';

const flat = 'gen:ramp?levels=3&tile=128';

/** Views a location until all of it is kept. Returns what is kept and the picture. */
async function keep(page: Page, location: string, data: { sentPaths(): string[] }) {
  await view(page, location);
  const found = await untilKept(page, data.sentPaths().length);
  return { ...found, picture: await capture(page) };
}

async function expectPicture(page: Page, picture: Picture): Promise<void> {
  expect(differingPixels(picture, await capture(page))).toBe(0);
}

test('row 37: an entry whose bits have flipped is fetched anew and replaced, and offline is missing rather than wrong', async ({
  page,
  data,
}) => {
  const location = data.generated(flat);
  const { picture, bodies } = await keep(page, location, data);
  const flipped = await harm(page, /\/c\//, 'flip');
  expect(flipped).toBe(bodies.filter((path) => path.includes('/c/')).length);
  data.server.resetLog();
  await page.reload();
  await settled(page);
  await expectPicture(page, picture);
  expect(chunkRequests(data), 'each damaged chunk once').toBe((await stats(page)).requests.chunks);
  expect(chunkRequests(data)).toBeGreaterThan(0);
  await untilKept(page, bodies.length);
  data.server.resetLog();
  await page.reload();
  await settled(page);
  await expectPicture(page, picture);
  expect(chunkRequests(data), 'what was repaired is read').toBe(0);

  await harm(page, /\/c\/\d+\/0\.0$/, 'flip');
  await data.stop();
  await page.reload();
  await expect.poll(() => failureCodes(page)).toEqual(['offline-miss']);
});

test('rows 38 and 48: of entries that have gone, and of those that a crash left unlisted, only the former are fetched', async ({
  page,
  context,
  data,
}) => {
  const location = data.generated(flat);
  const { picture, bodies } = await keep(page, location, data);
  const gone = await harm(page, /\/c\/\d+\/0\.\d$/, 'delete');
  data.server.resetLog();
  await page.reload();
  await settled(page);
  await expectPicture(page, picture);
  expect(chunkRequests(data)).toBe(gone);
  await untilKept(page, bodies.length);

  const [other, crashed] = [data.generated('gen:checkerboard?levels=5&tile=64'), await context.newPage()];
  await open(crashed, other);
  await expect.poll(async () => (await kept(page)).bodies.length).toBeGreaterThan(bodies.length + 10);
  const before = await kept(page);
  const session = await devtools(crashed);
  const crash = crashed.waitForEvent('crash');
  session.send('Page.crash').catch(() => undefined);
  await crash;
  await crashed.close();
  await page.reload();
  const after = await untilKept(page, before.bodies.length);
  expect(after.bodies).toEqual(expect.arrayContaining([...before.bodies]));
});

test('rows 39 and 41: bodies without an index are taken in, by name too, and nothing is fetched again', async ({
  page,
  site,
  data,
}) => {
  const location = data.generated(flat);
  const { picture, bodies } = await keep(page, location, data);
  await expect
    .poll(async () => (await kept(page)).bodies.filter((path) => path.endsWith('/m/dataset')))
    .toHaveLength(1);
  const [named] = await page.evaluate(() => window.exascope.library.list());
  await page.goto('about:blank');
  await clearStorage(page, { origin: site.url, types: 'indexeddb' });
  await open(page, []);
  const { rows } = await untilKept(page, bodies.length);
  expect(rows).toEqual(expect.arrayContaining([...bodies]));
  const list = () => page.evaluate(() => window.exascope.library.list());
  await expect.poll(list).toHaveLength(1);
  expect((await list())[0]).toMatchObject({
    id: named?.id,
    location,
    name: named?.name,
    bytes: named?.bytes,
  });
  data.server.resetLog();
  await view(page, location);
  await expectPicture(page, picture);
  expect(chunkRequests(data)).toBe(0);
});

test('row 41: with the index and all servers gone, the page finds what is kept by itself', async ({
  page,
  site,
  data,
}) => {
  const { picture } = await keep(page, data.generated(flat), data);
  const address = page.url();
  await page.goto('about:blank');
  await clearStorage(page, { origin: site.url, types: 'indexeddb' });
  await data.stop();
  await page.goto(address);
  await ready(page);
  await page.waitForFunction(() => window.exascope.layers().length === 1, undefined, { timeout: 20_000 });
  await expect.poll(() => settledFailures(page)).toEqual([]);
  await expectPicture(page, picture);
});

test('row 40: when the browser has cleared the caches, rows go, a download says what is missing, and can be had again', async ({
  page,
  site,
  data,
}) => {
  const location = data.generated('gen:ramp?levels=2&tile=128');
  await view(page, location);
  await page.evaluate(() => window.exascope.library.pin({ layer: 'layer1' }));
  const states = () =>
    page.evaluate(async () =>
      (await window.exascope.library.list()).flatMap(({ missingChunks, downloads }) =>
        downloads.map(({ state, doneChunks, totalChunks }) => ({
          ...{ state, doneChunks, totalChunks, missingChunks },
        })),
      ),
    );
  const whole = { state: 'complete', missingChunks: 0, doneChunks: 20, totalChunks: 20 };
  await expect.poll(states, { timeout: 20_000 }).toEqual([whole]);
  await page.goto('about:blank');
  await clearStorage(page, { origin: site.url, types: 'cache_storage' });
  await open(page, []);
  await expect.poll(async () => (await kept(page)).rows).toEqual([]);
  await expect.poll(states, { timeout: 20_000 }).toMatchObject([{ missingChunks: 20 }]);
});
