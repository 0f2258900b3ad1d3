import type { Page } from '@playwright/test';
import { expect, middleValues, open, setState, settled, stats, test } from './harness';

test.use({ viewport: { width: 640, height: 480 }, contextOptions: { reducedMotion: 'reduce' } });

const A = 'gen:checkerboard?levels=3&tile=128&low=3&high=3';
const B = 'gen:checkerboard?levels=3&tile=128&low=5&high=5';
const DEEP = 'gen:ramp?levels=2&tile=32&space=3&axis=z';

/** The message that a patch is refused with; fails when it is not. */
function refusalOf(page: Page, patch: object): Promise<string> {
  return page.evaluate(async (state) => {
    try {
      await window.exascope.setState(state);
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error('It was not refused.');
  }, patch);
}

const layers = (page: Page) =>
  page.evaluate(() => window.exascope.layers().map(({ id, location }) => [id, location]));

test('setState with sources replaces what is open and shows it', async ({ page }) => {
  await open(page, A);
  await settled(page);
  await setState(page, { sources: [DEEP] });
  await settled(page);
  expect(await layers(page)).toEqual([['layer1', DEEP]]);
  expect(
    (await middleValues(page)).map(({ value }) => value),
    'it is in view, z in the middle',
  ).toEqual([63]);
  await setState(page, {
    sources: [B, A],
    center: { x: 100, y: 100 },
    layers: [
      { id: 'layer1', opacity: 0.5 },
      { id: 'layer2', opacity: 0.25 },
    ],
  });
  await settled(page);
  expect(await layers(page)).toEqual([
    ['layer1', B],
    ['layer2', A],
  ]);
  expect((await middleValues(page)).map(({ value }) => value)).toEqual([5, 3]);
  const state = await page.evaluate(() => window.exascope.getState());
  expect([state.center, ...state.layers.map(({ opacity }) => opacity)]).toEqual([
    { x: 100, y: 100 },
    0.5,
    0.25,
  ]);
});

test('a patch that is wrong is refused as a whole, and names the place', async ({ page }) => {
  await open(page, A);
  await settled(page);
  const before = await page.evaluate(() => window.exascope.getState());
  const faults: [object, RegExp][] = [
    [{ zoom: 9, layers: [{ id: 'layer1', opacity: 2 }] }, /layers\.0\.opacity/],
    [{ zoom: 9, layers: [{ id: 'layer2' }] }, /layer2/],
    [{ zoom: 9, zom: 9 }, /zom/],
    [{ zoom: 9, axes: ['z', 'x'] }, /axes/],
    [{ sources: [B], zoom: 9, axes: ['z', 'x'] }, /axes/],
    [{ sources: [B], layers: [{ id: 'layer2', opacity: 0.5 }] }, /layer2/],
    [{ sources: [B, 'gen:nothing'], zoom: 9 }, /nothing/],
  ];
  for (const [fault, words] of faults) {
    expect(await refusalOf(page, fault)).toMatch(words);
    expect(await page.evaluate(() => window.exascope.getState()), JSON.stringify(fault)).toEqual(before);
  }
  await settled(page);
  expect((await middleValues(page)).map(({ value }) => value)).toEqual([3]);
});

test('configure sets the memory limit while the program runs, and refuses what leaves no room', async ({
  page,
}) => {
  await open(page, 'gen:checkerboard?levels=5&tile=256&cell=3&dtype=uint16', { memory: '256MiB' });
  await settled(page);
  const [value] = await middleValues(page);
  const limit = 64 * 2 ** 20;
  await page.evaluate((memoryLimitBytes) => window.exascope.configure({ memoryLimitBytes }), limit);
  await settled(page);
  const { memory } = await stats(page);
  expect(memory.limitBytes).toBe(limit);
  const bytes = memory.gpu.bytes + memory.chunks.bytes + memory.inFlight.bytes;
  expect(bytes).toBeLessThanOrEqual(limit);
  expect((await middleValues(page))[0]).toEqual(value);
  for (const options of [
    { memoryLimitBytes: 1000 },
    { memoryLimitBytes: NaN },
    { quality: 0 },
    { quality: NaN },
    { memoryLimit: 2 ** 27 },
  ]) {
    const message = await page.evaluate((given) => {
      try {
        window.exascope.configure(given);
        return 'accepted';
      } catch (error) {
        return (error as Error).message;
      }
    }, options);
    expect(message).toContain(Object.keys(options)[0]);
  }
  expect((await stats(page)).memory.limitBytes).toBe(limit);
});

test('resetStats starts all counters anew, and keeps what is held', async ({ page }) => {
  await open(page, A);
  await settled(page);
  const before = await stats(page);
  expect(before.served.generated).toBeGreaterThan(0);
  await page.evaluate(() => window.exascope.resetStats());
  const after = await stats(page);
  expect(after.served).toEqual({ network: 0, disk: 0, memory: 0, generated: 0 });
  expect(after.requests).toEqual({ metadata: 0, chunks: 0, notFound: 0, failed: 0, aborted: 0 });
  expect(after.frames).toEqual({ drawn: 0, longestGapMs: 0 });
  expect(after.memory.chunks).toEqual(before.memory.chunks);
  expect(after.memory.peakBytes).toBe(
    after.memory.gpu.bytes + after.memory.chunks.bytes + after.memory.inFlight.bytes,
  );
});

interface Shot {
  readonly width: number;
  readonly height: number;
  /** Pixels that are white, by quarter: upper left, upper right, lower left, lower right. */
  readonly white: readonly number[];
}

/** Captures and counts what is white, as the scale bar is and the data below is not. */
function shoot(page: Page, options: { scale?: number; overlays?: boolean }): Promise<Shot> {
  return page.evaluate(async (given) => {
    const bitmap = await createImageBitmap(await window.exascope.capture(given));
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    if (!context) throw new Error('No 2D context.');
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    const white = [0, 0, 0, 0];
    for (let i = 0; i < width * height; i++)
      if ([0, 1, 2].every((part) => (data[4 * i + part] ?? 0) > 250)) {
        const quarter = (Math.floor(i / width) >= height / 2 ? 2 : 0) + (i % width >= width / 2 ? 1 : 0);
        white[quarter] = (white[quarter] ?? 0) + 1;
      }
    return { width, height, white };
  }, options);
}

test(
  'a capture at scale 2 is twice as large, with a scale bar only when asked',
  { tag: '@thorough' },
  async ({ page }) => {
    await open(page, 'gen:checkerboard?levels=3&tile=128&low=80&high=90');
    await setState(page, { layers: [{ id: 'layer1', contrast: [0, 255] }] });
    await settled(page);
    expect(await shoot(page, {})).toEqual({ width: 640, height: 480, white: [0, 0, 0, 0] });
    expect(await shoot(page, { scale: 2 })).toEqual({ width: 1280, height: 960, white: [0, 0, 0, 0] });
    const { width, height, white } = await shoot(page, { scale: 2, overlays: true });
    expect([width, height]).toEqual([1280, 960]);
    expect(white.slice(0, 3)).toEqual([0, 0, 0]);
    expect(white[3]).toBeGreaterThan(200);
  },
);
