import type { Page } from '@playwright/test';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { expect, open, setState, settled, stats, test } from '../e2e/harness';
import { capture } from '../e2e/picture';

// Software GL marches rays: small pictures say the same.
test.use({
  viewport: { width: 256, height: 192 },
  colorScheme: 'dark',
  contextOptions: { reducedMotion: 'reduce' },
});

const SOLID = 'gen:checkerboard?levels=4&tile=32&space=3&cell=16&low=60&high=200';
const TURNED = [-0.2053, 0.2853, 0.0629, 0.934];

let server: FixtureServer;
test.beforeAll(async () => {
  server = await startFixtureServer();
});
test.afterAll(async () => {
  await server.close();
});

function state(page: Page) {
  return page.evaluate(() => window.exascope.getState());
}

test('a walk through a volume under 64 MiB never goes blank and never exceeds a tier', async ({ page }) => {
  test.setTimeout(240_000);
  await open(page, server.generated(SOLID), { memory: '64MiB' });
  await setState(page, { mode: '3d', rotation: TURNED, layers: [{ id: 'layer1', contrast: [0, 255] }] });
  await settled(page);
  const gpu = new Set<number>();
  for (let i = 0; i < 60; i++) {
    const angle = i / 7;
    await setState(page, {
      rotation: [0.3 * Math.sin(angle), 0.5 * Math.cos(angle), 0.1, 0.9],
      center: {
        x: 256 + 120 * Math.cos(i / 5),
        y: 256 + 90 * Math.sin(i / 4),
        z: 256 + 100 * Math.cos(i / 6),
      },
      zoom: 0.3 * 2 ** (2 + 2 * Math.sin(i / 9)),
      perspective: i % 20 < 10 ? 0 : 45,
    });
    const { memory } = await stats(page);
    for (const tier of ['gpu', 'chunks', 'inFlight'] as const)
      expect(memory[tier].bytes, `step ${i}: ${tier}`).toBeLessThanOrEqual(memory[tier].maxBytes);
    gpu.add(memory.gpu.bytes);
    if (i % 6 === 5) {
      const picture = await capture(page);
      const at = 4 * (96 * picture.width + 128);
      expect(picture.data[at], `step ${i}: the middle of solid data`).toBeGreaterThan(40);
    }
  }
  await settled(page);
  expect((await stats(page)).memory.peakBytes).toBeLessThanOrEqual(64 * 2 ** 20);
  expect(gpu.size, 'bytes of the GPU never change').toBe(1);
});

test('an exabyte: from the whole to a voxel and back, with the GPU bytes of 512³', async ({ page }) => {
  test.setTimeout(300_000);
  const seen: { gpu: Set<number>; total: number }[] = [];
  for (const [levels, half] of [
    [15, 2 ** 19],
    [4, 2 ** 8],
  ] as const) {
    await open(page, `gen:mandelbulb?levels=${levels}&tile=32`);
    await setState(page, { mode: '3d', rotation: TURNED });
    await settled(page, 120_000);
    const { zoom: whole } = await state(page);
    const gpu = new Set<number>();
    // A place on the surface, where every level has detail.
    const center = { x: half * 1.9, y: half, z: half };
    for (const zoom of [whole, whole * 16, 0.25, 1, 4, whole]) {
      await setState(page, { zoom, center: zoom === whole ? { x: half, y: half, z: half } : center });
      await settled(page, 120_000);
      const { memory, layers } = await stats(page);
      gpu.add(memory.gpu.bytes);
      expect(memory.peakBytes).toBeLessThanOrEqual(memory.limitBytes);
      expect(Object.keys(layers[0]?.drawn ?? {}), `a picture at zoom ${zoom}`).not.toEqual([]);
      if (zoom === 4) expect(layers[0]?.targetLevel).toBe(0);
    }
    const { memory } = await stats(page);
    seen.push({ gpu, total: memory.gpu.bytes + memory.chunks.bytes + memory.inFlight.bytes });
  }
  const [exabyte, small] = seen;
  console.log(`      ${seen.map(({ gpu, total }) => `gpu ${[...gpu].join()}, total ${total}`).join('; ')}`);
  expect(exabyte?.gpu.size).toBe(1);
  expect([...(exabyte?.gpu ?? [])]).toEqual([...(small?.gpu ?? [])]);
  expect(Math.abs((exabyte?.total ?? 0) / (small?.total ?? 1) - 1)).toBeLessThan(0.1);
});
