import type { Page } from '@playwright/test';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { expect, middleValues, open, setState, settled, settledFailures, stats, test } from './harness';

test.use({
  contextOptions: { reducedMotion: 'reduce' },
  // The browser itself logs the answers that the tests provoke.
  expectedMessages: { patterns: [/Failed to load resource/] },
});

const LOCATION = 'gen:checkerboard?levels=5&tile=128&low=9&high=9';
/** At this zoom a voxel of level 1 is a pixel. */
const LEVEL_1 = 0.5;

let server: FixtureServer;
test.beforeEach(async () => {
  server = await startFixtureServer();
});
test.afterEach(async () => {
  await server.close();
});

const documents = (level: number) => server.log().filter(({ path }) => path.endsWith(`/${level}/zarr.json`));

async function drawnLevels(page: Page): Promise<number[]> {
  return Object.keys((await stats(page)).layers[0]?.drawn ?? {}).map(Number);
}

/** Looks at several places of the view's level, each once all has come that comes. */
async function wander(page: Page): Promise<void> {
  for (const x of [600, 900, 1200]) {
    await setState(page, { center: { x, y: 1000 }, zoom: LEVEL_1 });
    await page.evaluate(() => window.exascope.settled());
  }
}

for (const status of [500, 404])
  test(
    `a level whose metadata answers ${status} is not asked for again and again, and is there on request`,
    { tag: '@thorough' },
    async ({ page }) => {
      const undo = server.failPath(/\/1\/zarr\.json$/, status);
      await open(page, server.generated(LOCATION));
      await wander(page);
      const tries = documents(1).length;
      expect(tries).toBeGreaterThan(0);
      expect(tries, 'a few tries, then no more').toBeLessThanOrEqual(5);
      expect(await settledFailures(page)).toEqual([expect.stringMatching(/ 1@/)]);
      expect(await drawnLevels(page), 'the coarser level stays').toEqual([2]);
      await wander(page);
      expect(documents(1).length).toBe(tries);
      const notice = page.getByRole('alert');
      await expect(notice).toHaveCount(1);

      undo();
      await notice.getByRole('button', { name: 'Try again' }).click();
      await settled(page);
      expect(await drawnLevels(page)).toEqual([1]);
      await expect(notice).toHaveCount(0);
      expect(await page.evaluate(() => window.exascope.layers().length)).toBe(1);
    },
  );

test('row 30: a missing middle level is left out with a warning, and the others render', async ({ page }) => {
  server.failPath(/\/1\/(zarr\.json|c\/)/, 404);
  await open(page, server.generated(LOCATION));
  await settled(page);
  const seen: Record<number, number[]> = {};
  for (const zoom of [1, LEVEL_1, 0.25, 0.125]) {
    await setState(page, { center: { x: 1000, y: 1000 }, zoom });
    await page.evaluate(() => window.exascope.settled());
    seen[zoom] = await drawnLevels(page);
    expect((await middleValues(page))[0]?.value, `zoom ${zoom}`).toBe(9);
  }
  expect(seen).toEqual({ 1: [0], [LEVEL_1]: [2], 0.25: [2], 0.125: [3] });
  await expect(page.getByRole('alert')).toContainText(/1\/zarr\.json|level/i);
});
