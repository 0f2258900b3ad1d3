import { callLab, expect, isSoftware, test } from './render-lab';

/** Too large a texture is refused on purpose. */
test.use({ expectedMessages: { patterns: [/glTexStorage3D/, /GPU stall due to ReadPixels/] } });

/** Counts of 255 by which a picture may differ from the same mathematics in float64: rounding, and twice where two are mixed. */
const EXACT = isSoftware ? 1.2 : 3;
const modes = ['mip', 'minip', 'attenuated_mip', 'average', 'additive', 'translucent', 'iso'];
/** World distance up to which each of three levels is used; −1 is endless. */
const mixed = [18, 30, -1];
const levels = [[-1, -1, -1], [0, -1, -1], [0, 0, -1], mixed];

for (const mode of modes) {
  test(`${mode} is what the march in float64 sees, with three levels in one picture`, async ({ page }) => {
    const given = { mode, perspectives: [0, 45], interpolation: 'linear', reach: mixed } as const;
    const pictures = await callLab(page, 'renderedAs', given);
    expect(pictures).toHaveLength(2);
    for (const [n, { compared, brightest, worst, glError }] of pictures.entries()) {
      expect(compared).toBe(768);
      expect(brightest).toBeGreaterThan(60);
      expect(worst, `perspective ${given.perspectives[n]}`).toBeLessThan(EXACT);
      expect(glError).toBe(0);
    }
  });
}

test('voxels can be shown as they are', async ({ page }) => {
  const given = {
    mode: 'average',
    perspectives: [0],
    interpolation: 'nearest',
    reach: [-1, -1, -1],
  } as const;
  const pictures = await callLab(page, 'renderedAs', given);
  expect(pictures).toHaveLength(1);
  for (const { mean, worst } of pictures) {
    expect(mean).toBeLessThan(0.4);
    expect(worst).toBeLessThan(3);
  }
});

test('every type is marched exactly, far from 0 as well', async ({ page }) => {
  const dtypes = ['bool', 'int8', 'uint16', 'int16', 'uint32', 'int64', 'float16', 'float64'] as const;
  const found = await callLab(page, 'volumesOfTypes', dtypes);
  expect(Object.keys(found)).toHaveLength(2 * dtypes.length);
  for (const [name, { worst, brightest, glError }] of Object.entries(found)) {
    expect(worst, name).toBeLessThan(EXACT);
    expect(brightest, name).toBeGreaterThan(60);
    expect(glError, name).toBe(0);
  }
});

test('channels are marched together, four at a time', { tag: '@thorough' }, async ({ page }) => {
  for (const mode of ['mip', 'average', 'translucent'])
    expect((await callLab(page, 'channelsTogether', 4, mode)).worst, mode).toBeLessThan(EXACT);
  expect((await callLab(page, 'channelsTogether', 5, 'mip')).worst).toBeLessThan(EXACT);
  const { worst, brightest } = await callLab(page, 'channelsTogether', 9, 'mip');
  expect(brightest).toBeGreaterThan(40);
  expect(worst, 'each of three groups is rounded').toBeLessThan(EXACT + 1);
});

test('boxes, planes and a slice plane cut a volume where they say', async ({ page }) => {
  const found = await callLab(page, 'cutBy', ['mip', 'translucent']);
  expect(Object.keys(found)).toHaveLength(8);
  for (const [name, { worst }] of Object.entries(found)) expect(worst, name).toBeLessThan(EXACT);
});

test('what is absent, of one value, or still to come is drawn as such', async ({ page }) => {
  const found = await callLab(page, 'holes', ['mip', 'average', 'translucent', 'iso']);
  expect(Object.keys(found)).toHaveLength(4);
  for (const [mode, { worst }] of Object.entries(found)) expect(worst, mode).toBeLessThan(EXACT);
});

test('of two layers the nearer one is seen, and without a test of depth the upper one', async ({ page }) => {
  const [tested = Infinity, untested = Infinity] = await callLab(page, 'nearBelowFar');
  expect(tested, 'translucent').toBeLessThan(EXACT + 1);
  expect(untested, 'translucent_no_depth').toBeLessThan(EXACT + 1);
});

test('bricks have no seams when chunks arrive one by one', async ({ page }) => {
  expect((await callLab(page, 'lateBorders')).worst).toBeLessThan(EXACT);
});

test('a ball is where it is, and as large as it is, at every level and in a mix of them', async ({
  page,
}) => {
  const balls = await callLab(page, 'ballsAt', levels);
  expect(balls).toHaveLength(4);
  for (const [i, { dx, dy, radii }] of balls.entries()) {
    expect(Math.hypot(dx, dy)).toBeLessThan(0.1);
    const voxelPx = i === 3 ? 2 : 2 * 2 ** i;
    for (const radius of radii) expect(Math.abs(radius - 40)).toBeLessThan(voxelPx / 2);
  }
});

test('the picture keeps its brightness when levels refine', async ({ page }) => {
  const found = await callLab(page, 'brightness');
  expect(Object.keys(found)).toHaveLength(3);
  for (const [mode, means] of Object.entries(found)) {
    expect(Math.min(...means), mode).toBeGreaterThan(5);
    expect(Math.max(...means) / Math.min(...means), mode).toBeLessThan(1.02);
  }
});

test('1,048,576³ voxels are exact to the last one', { tag: '@thorough' }, async ({ page }) => {
  for (const zoom of [0.0006, 60]) {
    const { worst, brightest } = await callLab(page, 'hugeVolume', zoom, 0);
    expect(worst, `zoom ${zoom}`).toBeLessThan(EXACT);
    expect(brightest).toBeGreaterThan(60);
  }
});

test('bytes stay within the budget, the same for any volume, and as slices again', async ({ page }) => {
  const { reported, textures, maxBytes } = await callLab(page, 'bytesOfVolumes');
  const [flat, small, large, , flatAgain] = reported;
  for (const bytes of reported) expect(bytes).toBeLessThanOrEqual(maxBytes);
  expect(large).toBe(small);
  expect(flatAgain).toBe(flat);
  const rest = reported.map((bytes, i) => bytes - (textures[i] ?? NaN));
  expect(rest[1]).toBe(rest[2]);
  // Textures of slices come with their first tiles; their bytes are counted from the start.
  for (const bytes of [rest[0], rest[4]]) expect(bytes).toBeGreaterThanOrEqual(0);
  for (const bytes of rest.slice(1, 4)) expect(bytes).toBeLessThan(2 ** 20);
});

test('slices and volumes take turns on one canvas', async ({ page }) => {
  expect(await callLab(page, 'thereAndBack')).toEqual([200, 100, 200, 100]);
});

test(
  'a device with small 3D textures, little memory or no filter for floats shows the same picture',
  { tag: '@thorough' },
  async ({ page }) => {
    for (const how of ['limit', 'memory', 'filter'] as const) {
      const { worst, capacity, bytes, maxBytes, glError } = await callLab(page, 'onSmallDevice', how);
      expect(worst, how).toBeLessThan(EXACT);
      expect(capacity).toBeGreaterThan(100);
      expect(bytes).toBeLessThanOrEqual(maxBytes);
      expect(glError).toBe(0);
    }
  },
);

test(
  'a full picture is drawn in strips, and is the same as one drawn at once',
  { tag: '@thorough' },
  async ({ page }) => {
    const { strips, sameAsCapture } = await callLab(page, 'volumeStrips');
    // A GPU is done with so small a picture at once.
    expect(strips).toBeGreaterThan(isSoftware ? 4 : 0);
    expect(sameAsCapture).toBe(true);
  },
);

test(
  'a move interrupts a full picture, and the view is sharp again at rest',
  { tag: '@thorough' },
  async ({ page }) => {
    const { fullSteps, stepsToMoved, isSharpAtRest } = await callLab(page, 'interrupted');
    expect(stepsToMoved).toBeLessThan(fullSteps);
    expect(isSharpAtRest).toBe(true);
  },
);
