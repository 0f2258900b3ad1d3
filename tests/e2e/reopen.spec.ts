import type { Page } from '@playwright/test';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { shardTree } from '../faults/trees';
import { askedFor, expect, middleValues, open, settled, stats, test } from './harness';
import { capture, redRow } from './picture';

test.use({ viewport: { width: 480, height: 320 }, contextOptions: { reducedMotion: 'reduce' } });

let server: FixtureServer;
test.beforeEach(async () => {
  server = await startFixtureServer();
});
test.afterEach(async () => {
  await server.close();
});

/** What is drawn in the middle, with black and white at two values. */
async function middleGray(page: Page, contrast: readonly [number, number]): Promise<number> {
  const layers = [{ id: 'layer1', colormap: 'gray', interpolation: 'nearest', contrast }];
  await page.evaluate((state) => window.exascope.setState(state), { layers });
  await settled(page);
  const picture = await capture(page);
  return redRow(picture, Math.floor(picture.height / 2))[Math.floor(picture.width / 2)] ?? NaN;
}

test('RFC row 44: a location whose data changed shows the new data once it was closed, in parts of a shard too', async ({
  page,
}) => {
  await open(page, []);
  for (const version of [1, 2, 3]) {
    // Another length, so that an index that was kept would cut wrong bytes.
    const location = server.serve('array', shardTree({ version, padding: 100 * version }));
    await page.evaluate((target) => window.exascope.open(target), location);
    await settled(page);
    const [value] = await middleValues(page);
    const [y = 0, x = 0] = value?.index ?? [];
    const base = (64 * y + x) * 8;
    expect(value?.value, `version ${version}`).toBe(base + version);
    expect(await middleGray(page, [base + 1, base + 3]), `version ${version} is drawn`).toBeCloseTo(
      (255 * (version - 1)) / 2,
      -0.5,
    );
    await page.evaluate(() => {
      for (const { id } of window.exascope.layers()) window.exascope.close(id);
    });
    expect((await stats(page)).memory.chunks.bytes, 'nothing of it stays').toBe(0);
  }
});

test('two layers of one location share what was read, and each can be closed alone', async ({ page }) => {
  const location = server.generated('gen:checkerboard?levels=2&tile=128&low=7&high=7');
  await open(page, location);
  await settled(page);
  const read = askedFor(server).length;
  await page.evaluate((target) => window.exascope.open(target), location);
  await settled(page);
  expect(askedFor(server).length, 'nothing is read again').toBe(read);
  expect((await middleValues(page)).map(({ layer, value }) => [layer, value])).toEqual([
    ['layer1', 7],
    ['layer2', 7],
  ]);
  await page.evaluate(() => window.exascope.close('layer1'));
  await settled(page);
  expect((await middleValues(page)).map(({ layer, value }) => [layer, value])).toEqual([['layer2', 7]]);
  expect(askedFor(server).length).toBe(read);
});
