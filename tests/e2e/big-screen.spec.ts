import { expect, middleValues, open, settled, stats, test, textureBytes } from './harness';

test.use({ viewport: { width: 3840, height: 2160 }, contextOptions: { reducedMotion: 'reduce' } });

test('a canvas of 3840 × 2160 shows data within 64 MiB', async ({ page }) => {
  test.setTimeout(180_000);
  await open(page, 'gen:checkerboard?levels=6&tile=256&low=9&high=9', { memory: '64MiB' });
  await settled(page, 150_000);
  expect((await middleValues(page)).map(({ value }) => value)).toEqual([9]);
  const { memory, layers } = await stats(page);
  expect(Object.keys(layers[0]?.drawn ?? {}).length, 'tiles are on the screen').toBeGreaterThan(0);
  expect(memory.peakBytes).toBeLessThanOrEqual(64 * 2 ** 20);
  expect(await textureBytes(page)).toBeLessThanOrEqual(memory.gpu.maxBytes);
});
