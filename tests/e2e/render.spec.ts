import { callLab as call, expect, test } from './render-lab';

for (const interpolation of ['nearest', 'linear'] as const) {
  for (const turn of [0, 0.4]) {
    test(`every type is drawn as computed, ${interpolation}, turned by ${turn}`, async ({ page }) => {
      const order = turn === 0 ? 'F' : 'C';
      const deviations = await call(page, 'everyType', { interpolation, turn, order });
      expect(Object.keys(deviations)).toHaveLength(12);
      for (const [dtype, { worst, compared, glError }] of Object.entries(deviations)) {
        expect(compared, dtype).toBeGreaterThan(70_000);
        expect(worst, dtype).toBeLessThanOrEqual(1);
        expect(glError, dtype).toBe(0);
      }
    });
  }
  test(`pixels are exact at coordinate 134,000,001.5, ${interpolation}`, async ({ page }) => {
    for (const zoom of [0.93, 40, 3000.7]) {
      const { worst, compared } = await call(page, 'deepZoom', interpolation, zoom);
      expect(compared).toBeGreaterThan(70_000);
      expect(worst, `zoom ${zoom}`).toBeLessThanOrEqual(1);
    }
  });
}

test('interpolation has no seams when chunks arrive one by one', async ({ page }) => {
  const { worst, compared } = await call(page, 'lateNeighbours');
  expect(compared).toBeGreaterThan(70_000);
  expect(worst).toBeLessThanOrEqual(1);
});

test('channels are summed, and colour data keeps its alpha', async ({ page }) => {
  expect(await call(page, 'threeChannels')).toEqual([255, 50, 225]);
  const colors = Array<string>(27).fill('#090807');
  expect(await call(page, 'manyChannels', colors)).toEqual([27 * 9, 27 * 8, 27 * 7]);
  expect(await call(page, 'manyChannels', colors, [3, 26])).toEqual([25 * 9, 25 * 8, 25 * 7]);
  expect(await call(page, 'manyChannels', Array<string>(240).fill('#010001'))).toEqual([240, 0, 240]);
  expectNear(await call(page, 'colorWithAlpha', 255), [200, 100, 50]);
  expectNear(await call(page, 'colorWithAlpha', 128), [105.4, 55.7, 31.6]);
  expectNear(await call(page, 'colorWithAlpha', 0), [10, 11, 13]);
});

test('what is no number is red under the colormap NaN, and leaves other channels as they are', async ({
  page,
}) => {
  const [alone, beside, unmarked] = await call(page, 'markedNaN');
  expect(alone).toEqual([255, 0, 0]);
  expect(beside).toEqual([255, 153, 0]);
  expect(unmarked).toEqual([0, 153, 0]);
});

test('layers are blended as in napari', async ({ page }) => {
  expectNear(await call(page, 'blended', 'translucent', 0.5), [150, 50, 0]);
  expectNear(await call(page, 'blended', 'additive', 0.5), [250, 50, 0]);
  expectNear(await call(page, 'blended', 'opaque', 0.5), [100, 100, 0]);
  expectNear(await call(page, 'blended', 'minimum', 1), [100, 0, 0]);
  expectNear(await call(page, 'blended', 'multiplicative', 1), [78.4, 0, 0]);
  expectNear(await call(page, 'blended', 'multiplicative', 0.5), [139.2, 0, 0]);
});

test('colormaps and gamma are applied on the GPU', async ({ page }) => {
  expectNear(await call(page, 'mapped', 'viridis', 128, 1), [33, 145, 140], 2);
  expectNear(await call(page, 'mapped', '#ff8000', 128, 2), [64.3, 32.3, 0]);
  expectNear(await call(page, 'mapped', 'gray_r', 55, 1), [200, 200, 200]);
  expectNear(await call(page, 'mapped', 'HiLo', 255, 1), [255, 0, 0]);
});

test('what is not a number is not drawn', async ({ page }) => {
  expect(await call(page, 'notANumber')).toEqual({ nearest: [10, 11, 13], linear: [10, 11, 13] });
});

test('what arrives fades in over what was there, never darker than both', async ({ page }) => {
  const seen = await call(page, 'fade');
  const grays = seen.map(({ gray }) => gray);
  expect(grays[0]).toBe(100);
  expect(grays.at(-1)).toBe(200);
  for (const [i, gray] of grays.entries()) expect(gray).toBeGreaterThanOrEqual(grays[i - 1] ?? 0);
  expect(grays.some((gray) => gray > 105 && gray < 195)).toBe(true);
  expect(await call(page, 'firstPicture')).toBe(200);
});

test('a lost context is survived on a new canvas', async ({ page }) => {
  const { stepAfter, gray } = await call(page, 'contextLoss');
  expect(stepAfter).toEqual({ drawn: false, busy: false });
  expect(gray).toBe(200);
});

test('bytes are counted to the byte, and stay within the budget', async ({ page }) => {
  const { reported, buffers, textures, maxBytes } = await call(page, 'memoryCount');
  expect(reported).toBe(textures + buffers);
  expect(reported).toBeLessThanOrEqual(maxBytes);
});

test('a canvas that is too large for the budget is drawn smaller, and captured in full', async ({ page }) => {
  const { bytes, maxBytes, canvas, same } = await call(page, 'bigScreen');
  expect(bytes).toBeLessThanOrEqual(maxBytes);
  expect(canvas).toBe('87,87,87');
  expect(same).toBe(1);
});

test('a second type of data takes nothing from the picture of the first', async ({ page }) => {
  expect(await call(page, 'secondType')).toEqual({ grays: [200, 200], tiles: [2, 2] });
});

test('a picture drawn in strips is the same as one drawn at once', async ({ page }) => {
  const { drawnStrips, sameAsCapture } = await call(page, 'pacing');
  expect(drawnStrips).toBeGreaterThan(1);
  expect(sameAsCapture).toBe(true);
});

function expectNear(color: readonly number[], expected: readonly number[], tolerance = 1): void {
  color.forEach((part, i) =>
    expect(Math.abs(part - (expected[i] ?? NaN)), `${color}`).toBeLessThanOrEqual(tolerance),
  );
}
