import { callLab, expect, isSoftware, test } from './render-lab';

/** Counts of 255 by which a picture may differ from the same mathematics in float64. */
const EXACT = isSoftware ? 1.2 : 3;

test('the shader computes the colours of labels bit for bit', async ({ page }) => {
  const labels = Array.from({ length: 1024 }, (_, i) => {
    const large = (BigInt(i) * 0x9e3779b97f4a7c15n) & (2n ** 64n - 1n);
    return (i < 256 ? BigInt(i + 1) : large).toString();
  });
  for (const seed of [0, 1, 2 ** 32 - 1]) expect(await callLab(page, 'shaderColors', labels, seed)).toBe(0);
});

test('labels of every integer type are exact across tiles and chunks, turned', async ({ page }) => {
  const found = await callLab(page, 'labelsOfEveryType', 0.4);
  expect(Object.keys(found)).toHaveLength(9);
  for (const [dtype, { wrong, compared, shown, labels, glError }] of Object.entries(found)) {
    expect(wrong, dtype).toBe(0);
    expect(compared, dtype).toBeGreaterThan(60_000);
    expect(shown, dtype).toBeGreaterThan(20_000);
    if (dtype !== 'bool') expect(labels, dtype).toBeGreaterThan(15);
    expect(glError, dtype).toBe(0);
  }
});

test('a label has one colour at every level; the selected one is outlined, or shown alone', async ({
  page,
}) => {
  for (const { wrong, shown } of await callLab(page, 'labelsOfEveryLevel')) {
    expect(wrong).toBe(0);
    expect(shown).toBeGreaterThan(3000);
  }
  for (const { wrong, shown } of await callLab(page, 'selectedLabel')) {
    expect(wrong).toBe(0);
    expect(shown).toBeGreaterThan(5000);
  }
});

test('contours are as wide on the screen as they say, at any zoom', async ({ page }) => {
  const cases = [
    { contourPx: 1, zoom: 4, turn: 0 },
    { contourPx: 4, zoom: 3, turn: 0.4 },
    { contourPx: 3, zoom: 1.2, turn: 0 },
  ];
  for (const [n, { wrong, shown, compared }] of (await callLab(page, 'contours', cases)).entries()) {
    expect(wrong, JSON.stringify(cases[n])).toBe(0);
    expect(shown + compared).toBeGreaterThan(5000);
  }
});

test('labels in 3D are what the march in float64 sees, and what is picked is exact', async ({ page }) => {
  const [iso, translucent] = ['iso_categorical', 'translucent'] as const;
  const cases = [
    { dtype: 'uint64', rendering: iso, reach: [18, 30, -1], perspective: 45 },
    { dtype: 'uint64', rendering: iso, reach: [0, 0, -1] },
    { dtype: 'uint64', rendering: iso, look: 'solid' },
    { dtype: 'int64', rendering: translucent, reach: [0, -1, -1], perspective: 45 },
    { dtype: 'int8', rendering: iso, look: 'selected' },
    { dtype: 'uint16', rendering: translucent, look: 'only' },
    { dtype: 'int32', rendering: iso, look: 'plane' },
    { dtype: 'uint64', rendering: translucent, look: 'holes' },
    { dtype: 'bool', rendering: translucent },
  ] as const;
  const found = await callLab(page, 'labelVolumes', cases);
  for (const [n, given] of cases.entries()) {
    const name = JSON.stringify(given);
    const { worst, brightest, picked, wrong, glError } = found[n] ?? {};
    expect(worst, name).toBeLessThan(EXACT);
    expect(brightest, name).toBeGreaterThan(60);
    expect(picked, name).toBeGreaterThan(given.dtype === 'uint16' ? 2 : 30);
    expect(wrong, name).toBe(0);
    expect(glError, name).toBe(0);
  }
});
