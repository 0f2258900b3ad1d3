import type { Page } from '@playwright/test';
import { scopeOf } from '../../src/lib/offline/names/dataset-key';
import { chunkRequests, expect, kept, test, untilKept, view } from '../e2e/kept';
import { settled, setState } from '../e2e/harness';
import { capture, differingPixels } from '../e2e/picture';

test.use({
  serviceWorkers: 'block',
  viewport: { width: 1100, height: 700 },
  expectedMessages: {
    patterns: [/Failed to load resource/, /connection wants to upgrade/, /blocked by other connection/],
  },
});

const image = 'gen:ramp?levels=4&tile=128';
const panel = (page: Page) => page.getByRole('complementary', { name: 'On this device' });

/** Opens the keeper's database as a later version of the app would: with more tables and another shape of rows. */
function upgrade(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        void indexedDB.databases().then((databases) => {
          const { name = '' } = databases.find((each) => each.name?.startsWith('exascope-keep-')) ?? {};
          const request = indexedDB.open(name, 20);
          request.onupgradeneeded = () => {
            request.result.createObjectStore('later');
            request.transaction?.objectStore('meta').put({ key: 'schema-epoch', value: 2 });
          };
          request.onsuccess = () => {
            resolve(request.result.version);
            request.result.close();
          };
          request.onerror = () => reject(new Error(request.error?.message));
        });
      }),
  );
}

test('row 51: a tab whose database a newer version has taken over goes on, keeps nothing more, and says so', async ({
  page,
  context,
  data,
}) => {
  await view(page, data.generated(image));
  await untilKept(page, data.sentPaths().length);
  const newer = await context.newPage();
  await newer.goto('/theme.js');
  expect(await upgrade(newer)).toBe(20);
  const before = await kept(newer);
  data.server.resetLog();
  await page.reload();
  await settled(page);
  await setState(page, { center: { x: 300, y: 300 }, zoom: 1 });
  await settled(page);
  await page.keyboard.press('l');
  await expect(panel(page)).toContainText('the newer version of this app');
  expect(chunkRequests(data), 'the network serves what is not kept').toBeGreaterThan(0);
  expect(await kept(newer)).toEqual(before);
});

test('row 51: the old tab lets go at once, and writes nothing into tables that it does not know', async ({
  page,
  context,
  data,
}) => {
  await view(page, data.generated(image));
  await untilKept(page, data.sentPaths().length);
  const newer = await context.newPage();
  await newer.goto('/theme.js');
  await upgrade(newer);
  const { rows } = await kept(newer);
  await setState(page, { center: { x: 300, y: 300 }, zoom: 1 });
  await settled(page);
  await page.keyboard.press('l');
  await expect(panel(page)).toContainText('the newer version of this app');
  expect((await kept(newer)).rows).toEqual(rows);
});

test('row 52: where a foreign connection holds up the database, the app works without it and says so', async ({
  page,
  context,
  site,
  data,
}) => {
  const foreign = await context.newPage();
  await foreign.goto('/theme.js');
  const name = `exascope-keep-${scopeOf(site.url)}`;
  await foreign.evaluate(
    (database) =>
      new Promise((resolve) => {
        const request = indexedDB.open(database, 1);
        request.onsuccess = () => {
          // Never closed, whatever is asked of it.
          Object.assign(window, { held: request.result });
          resolve(undefined);
        };
      }),
    name,
  );
  await view(page, data.generated(image));
  await page.keyboard.press('l');
  await expect(panel(page)).toContainText('What is kept cannot be opened', { timeout: 15_000 });
  await setState(page, { center: { x: 300, y: 300 }, zoom: 1 });
  await settled(page);
});

test('row 53: after a rollback what a newer version left is read, offline too, and nothing of it is deleted', async ({
  page,
  data,
}) => {
  await view(page, data.generated(image));
  await untilKept(page, data.sentPaths().length);
  const picture = await capture(page);
  const address = page.url();
  await page.goto('/theme.js');
  await upgrade(page);
  const before = await kept(page);
  await data.stop();
  await page.goto(address);
  await settled(page);
  expect(differingPixels(picture, await capture(page))).toBe(0);
  await page.waitForTimeout(5000);
  expect(await kept(page)).toEqual(before);
});
