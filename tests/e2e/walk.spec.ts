import type { Page } from '@playwright/test';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { generatorValue } from '../../src/lib/source/generate';
import { expect, middleValues, open, settled, stats, test, textureBytes } from './harness';
import { capture, differingPixels } from './picture';

const GENERATOR =
  'gen:checkerboard?levels=5&tile=128&shape=64,4096,4096&cell=37&low=60&high=250&dtype=uint16&space=3';
const STEPS = 300;
const SEED = 20_261_125;

let server: FixtureServer;
test.beforeAll(async () => {
  server = await startFixtureServer();
});
test.afterAll(async () => {
  await server.close();
});

/** mulberry32: the same walk every time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One pan, zoom or slice step inside the volume; returns what was seen of memory after it. */
async function step(page: Page, draw: () => number): Promise<void> {
  const kind = draw();
  await page.evaluate(
    ({ kind: which, a, b }) => {
      const { center, zoom, position } = window.exascope.getState();
      const [x = 0, y = 0] = [center['x'], center['y']];
      const size = 4096;
      const clamp = (value: number) => Math.min(Math.max(value, size * 0.2), size * 0.8);
      if (which < 0.5)
        return window.exascope.setState({
          center: { x: clamp(x + ((a - 0.5) * 900) / zoom), y: clamp(y + ((b - 0.5) * 700) / zoom) },
        });
      if (which < 0.8)
        return window.exascope.setState({ zoom: Math.min(8, Math.max(0.25, zoom * 2 ** (3 * (a - 0.5)))) });
      return window.exascope.setState({ position: { z: (position['z'] ?? 0) + Math.round((a - 0.5) * 6) } });
    },
    { kind, a: draw(), b: draw() },
  );
}

test(
  `a walk of ${STEPS} steps stays within 64 MiB, never goes blank, and ends with the right picture`,
  { tag: '@thorough' },
  async ({ page }) => {
    test.setTimeout(300_000);
    const location = server.generated(GENERATOR);
    await open(page, location, { memory: '64MiB' });
    await page.evaluate(() => window.exascope.setState({ layers: [{ id: 'layer1', contrast: [0, 255] }] }));
    await settled(page);
    const draw = random(SEED);
    const peaks = { gpu: 0, chunks: 0, inFlight: 0, total: 0, textures: 0 };
    let blank = 0;
    for (let i = 0; i < STEPS; i++) {
      await step(page, draw);
      const { memory } = await stats(page);
      for (const tier of ['gpu', 'chunks', 'inFlight'] as const) {
        expect(memory[tier].bytes, `step ${i}: ${tier}`).toBeLessThanOrEqual(memory[tier].maxBytes);
        peaks[tier] = Math.max(peaks[tier], memory[tier].bytes);
      }
      const textures = await textureBytes(page);
      expect(textures, `step ${i}: textures`).toBeLessThanOrEqual(memory.gpu.maxBytes);
      peaks.textures = Math.max(peaks.textures, textures);
      peaks.total = Math.max(peaks.total, memory.gpu.bytes + memory.chunks.bytes + memory.inFlight.bytes);
      // The picture on the screen: the canvas itself, whatever state loading is in. The data is never darker than 60 of 255.
      if (i % 10 === 9) blank += await blankPixels(page);
    }
    await settled(page);
    const { memory } = await stats(page);
    console.log(
      `      peaks in MiB: ${Object.entries(peaks)
        .map(([tier, bytes]) => `${tier} ${(bytes / 2 ** 20).toFixed(1)}`)
        .join(', ')}; blank pixels ${blank}`,
    );
    expect(memory.peakBytes).toBeLessThanOrEqual(64 * 2 ** 20);
    expect(blank, 'no blank where data was').toBe(0);
    const after = await capture(page);
    const state = await page.evaluate(() => window.exascope.getState());
    await open(page, location, { memory: '64MiB' });
    const { center, zoom, position, layers } = state;
    await page.evaluate((view) => window.exascope.setState(view), { center, zoom, position, layers });
    await settled(page);
    expect(differingPixels(after, await capture(page), 1)).toBe(0);
    // And it is the picture of the data: the value in the middle is what the formula says for the level it came from.
    const [value] = await middleValues(page);
    expect(value).toBeDefined();
    if (value) expect(value.value).toBe(Number(generatorValue(GENERATOR, value.level, value.index)));
  },
);

/** Pixels of the canvas as it is on the screen that show no data, away from panels. */
async function blankPixels(page: Page): Promise<number> {
  const shot = await page.locator('canvas').first().screenshot({ animations: 'disabled' });
  return page.evaluate(async (base64) => {
    const blob = await (await fetch(`data:image/png;base64,${base64}`)).blob();
    const bitmap = await createImageBitmap(blob);
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('No 2D context.');
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(360, 120, 300, 400);
    let count = 0;
    for (let i = 0; i < data.length; i += 4) if ((data[i] ?? 0) < 40) count++;
    return count;
  }, shot.toString('base64'));
}
