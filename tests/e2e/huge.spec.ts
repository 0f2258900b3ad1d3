import type { Page } from '@playwright/test';
import { heapUse } from './heap';
import { expect, middleValues, open, settled, stats, test, textureBytes } from './harness';

const HUGE = 'gen:mandelbrot?levels=18&tile=512';
const SMALL = 'gen:mandelbrot?levels=6&tile=512';

/** The formula of the escape count, written out once more: `N` is the width of level 0. */
function escapeCount(x: number, y: number, n: number): number {
  const re = -2.5 + ((x + 0.5) * 5) / n;
  const im = -2.5 + ((y + 0.5) * 5) / n;
  let [a, b] = [0, 0];
  for (let count = 0; count < 255; count++) {
    [a, b] = [a * a - b * b + re, 2 * a * b + im];
    if (a * a + b * b > 4) return count;
  }
  return 255;
}

/**
 * Array buffers that a page owns besides chunks: about 1.4 MB, colormaps and the renderer's scratch; each worker's own are
 * the memory of its decoders, about 1.6 MB. Both are as large for every image, and neither grows with what is seen.
 */
const MAX_OTHER_BYTES = 2 * 2 ** 20;
/** For volumes it also owns what bricks are cut into on their way to textures. */
const MAX_OTHER_OF_VOLUMES = 6 * 2 ** 20;
/** How much they may vary between two looks. */
const MAX_DRIFT_BYTES = 256 * 1024;

/** Fails unless the heaps, as the browser counts them, hold what the program says and little else. Returns what else. */
async function otherHeapBytes(page: Page, maxBytes = MAX_OTHER_BYTES): Promise<number> {
  // What is counted for a histogram is on its way from one heap to another for a moment, and then in neither.
  await expect.poll(async () => (await stats(page)).memory.inFlight.bytes).toBe(0);
  const { chunks, inFlight } = (await stats(page)).memory;
  const heaps = await heapUse(page);
  const other = heaps.page.backingStorageSize - chunks.bytes - inFlight.bytes;
  const all = [other, ...heaps.workers.map(({ backingStorageSize }) => backingStorageSize)];
  expect(Math.min(...all), 'the program counts nothing that is not there').toBeGreaterThanOrEqual(0);
  expect(Math.max(...all), 'an independent count of heaps agrees').toBeLessThan(maxBytes);
  return all.reduce((sum, bytes) => sum + bytes);
}

/** Zooms in about a point until level 0 is on the screen, and back out to the whole. */
async function zoomInAndOut(page: Page, [x, y]: readonly [number, number]): Promise<void> {
  const whole = await otherHeapBytes(page);
  await page.evaluate((center) => window.exascope.setState({ center }), { x, y });
  const { zoom: fit } = await page.evaluate(() => window.exascope.getState());
  for (let zoom = fit; zoom < 2; zoom *= 4) {
    await page.evaluate((next) => window.exascope.setState({ zoom: next }), zoom);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  await page.evaluate(() => window.exascope.setState({ zoom: 1 }));
  await settled(page);
  expect((await stats(page)).layers[0]?.targetLevel).toBe(0);
  const deep = await otherHeapBytes(page);
  await page.evaluate((zoom) => window.exascope.setState({ zoom }), fit);
  await settled(page);
  for (const other of [deep, await otherHeapBytes(page)])
    expect(Math.abs(other - whole), 'nothing but chunks grows').toBeLessThan(MAX_DRIFT_BYTES);
}

test(
  '18 PB: zooms to level 0 and back, with the memory that a small image takes',
  { tag: '@thorough' },
  async ({ page }) => {
    test.setTimeout(180_000);
    const measured = [];
    for (const [location, size] of [
      [HUGE, 134_217_728],
      [SMALL, 32_768],
    ] as const) {
      await open(page, location);
      await settled(page);
      await zoomInAndOut(page, [size * 0.35, size * 0.52]);
      const { memory } = await stats(page);
      measured.push({ ...memory, textures: await textureBytes(page) });
    }
    const [huge, small] = measured;
    if (!huge || !small) throw new Error('Nothing was measured.');
    console.log(`      18 levels: ${JSON.stringify(huge)}\n      6 levels: ${JSON.stringify(small)}`);
    expect(huge.gpu.bytes).toBe(small.gpu.bytes);
    const total = (m: typeof huge) => m.gpu.bytes + m.chunks.bytes + m.inFlight.bytes;
    expect(Math.abs(total(huge) / total(small) - 1)).toBeLessThan(0.1);
    for (const m of measured) {
      expect(m.peakBytes).toBeLessThanOrEqual(m.limitBytes);
      // Textures come with their first tiles; their bytes are counted from the start.
      expect(m.textures, 'an independent count of textures').toBeLessThanOrEqual(m.gpu.bytes);
      expect(m.textures).toBeGreaterThan(0);
    }
  },
);

/** A volume of 2^60 voxels of one byte. */
const EXABYTE = 'gen:checkerboard?space=3&levels=14&tile=64&cell=1000';

test('RFC rows 1, 10 and 11: 18 PB take as much graphics memory as a gigapixel, and they and an exabyte stay within the budget', async ({
  page,
}) => {
  await page.setViewportSize({ width: 320, height: 240 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const textures: number[] = [];
  const looks = [{}, { zoom: 1 }];
  for (const location of [SMALL, HUGE, EXABYTE]) {
    await open(page, location, { memory: '96MiB' });
    for (const look of location === EXABYTE ? [{ mode: '3d' }] : looks) {
      await page.evaluate((state) => window.exascope.setState(state), look);
      await settled(page);
      const { memory, layers } = await stats(page);
      expect(Object.keys(layers[0]?.drawn ?? {}).length, `${location} is drawn`).toBeGreaterThan(0);
      expect(memory.limitBytes).toBe(96 * 2 ** 20);
      expect(memory.peakBytes, `${location}: what the program counts`).toBeLessThanOrEqual(memory.limitBytes);
      expect(await textureBytes(page), `${location}: textures`).toBeLessThanOrEqual(memory.gpu.maxBytes);
      await otherHeapBytes(page, location === EXABYTE ? MAX_OTHER_OF_VOLUMES : undefined);
    }
    textures.push(await textureBytes(page));
    const [layer] = await page.evaluate(() => window.exascope.layers());
    const size = { [SMALL]: 2 ** 30, [HUGE]: 2 ** 54, [EXABYTE]: 2 ** 60 }[location] ?? NaN;
    expect(Number(layer?.sizeBytes)).toBeGreaterThanOrEqual(size);
  }
  const [small = NaN, huge = NaN] = textures;
  console.log(`      textures: ${textures.join(', ')} bytes`);
  expect(Math.abs(huge / small - 1)).toBeLessThan(0.1);
});

test('18 PB: level-0 values equal the formula', async ({ page }) => {
  test.setTimeout(180_000);
  await page.setViewportSize({ width: 320, height: 240 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page, HUGE);
  const size = 134_217_728;
  // Places with detail: along the real axis, the seahorse valley, the spike, and corners of the image.
  const places = Array.from({ length: 20 }, (_, i) => [
    Math.floor(size * (0.2 + 0.031 * i)) + i,
    Math.floor(size * (0.5 + 0.004 * (i - 10))) + 3 * i,
  ]);
  for (const [x, y] of places as [number, number][]) {
    await page.evaluate((center) => window.exascope.setState({ center, zoom: 4 }), { x, y });
    await settled(page);
    const [value] = await middleValues(page);
    expect(value).toMatchObject({ level: 0, index: [y, x], value: escapeCount(x, y, size) });
  }
});
