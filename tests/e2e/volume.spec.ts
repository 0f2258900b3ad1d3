import type { Page } from '@playwright/test';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { askedFor, expect, middleValues, open, setState, settled, stats, test } from './harness';
import { capture, differingPixels, type Picture } from './picture';

// Software GL marches rays: small pictures say the same.
test.use({
  viewport: { width: 256, height: 192 },
  colorScheme: 'dark',
  contextOptions: { reducedMotion: 'reduce' },
});

const SOLID = 'gen:checkerboard?levels=4&tile=32&space=3&cell=16&low=60&high=200';
const TURNED = [-0.2053, 0.2853, 0.0629, 0.934];
const RENDERINGS = ['mip', 'minip', 'attenuated_mip', 'average', 'additive', 'translucent', 'iso'];
const LOCATION = 'data/macaque.zarr';

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

/** Pixels brighter than `least` in the red part. */
function brightPixels({ data }: Picture, least = 16): number {
  let count = 0;
  for (let i = 0; i < data.length; i += 4) if ((data[i] ?? 0) > least) count++;
  return count;
}

/** Mean of the red parts above that of the background, which the first pixel shows. */
function meanRed({ data }: Picture): number {
  let sum = 0;
  for (let i = 0; i < data.length; i += 4) sum += data[i] ?? 0;
  return (sum * 4) / data.length - (data[0] ?? 0);
}

test(
  '2D and 3D share the centre and the zoom, and the slider follows',
  { tag: '@thorough' },
  async ({ page }) => {
    await open(page, LOCATION);
    await setState(page, { center: { x: 30, y: 50 }, zoom: 2, position: { z: 40 } });
    const flat = await state(page);
    await setState(page, { mode: '3d' });
    const deep = await state(page);
    expect(deep.axes).toEqual(['z', 'y', 'x']);
    expect(deep).toMatchObject({ mode: '3d', zoom: 2, center: { x: 30, y: 50 } });
    await settled(page);
    await setState(page, { center: { z: 25.2 } });
    await setState(page, { mode: '2d' });
    const again = await state(page);
    expect(again).toMatchObject({ mode: '2d', zoom: 2, center: flat.center, axes: ['y', 'x'] });
    expect(again.position['z']).toBe(50);
    await settled(page);
  },
);

test(
  'the brain shows in every rendering, each in its own way, with nothing fetched anew',
  { tag: '@thorough' },
  async ({ page }) => {
    test.setTimeout(120_000);
    await open(page, LOCATION);
    await setState(page, { mode: '3d', rotation: TURNED });
    await settled(page);
    const { requests } = await stats(page);
    const means = new Map<string, number>();
    for (const rendering of RENDERINGS) {
      await setState(page, { layers: [{ id: 'layer1', rendering }] });
      await settled(page);
      const picture = await capture(page);
      means.set(rendering, Number(meanRed(picture).toFixed(3)));
      // The least voxel along a ray through a head is the air around it.
      if (rendering !== 'minip') expect(brightPixels(picture), rendering).toBeGreaterThan(2000);
    }
    console.log(`      mean red: ${JSON.stringify(Object.fromEntries(means))}`);
    expect(new Set(means.values()).size).toBe(RENDERINGS.length);
    expect((await stats(page)).requests.chunks).toBe(requests.chunks);
  },
);

test(
  'a fixed view fetches the chunks that it needs, at most 1.15 times',
  { tag: '@thorough' },
  async ({ page }) => {
    await open(page, server.generated(SOLID));
    const [rotation, zoom] = [[0, 0, 0, 1], 2];
    server.resetLog();
    await setState(page, {
      mode: '3d',
      axes: ['z', 'y', 'x'],
      rotation,
      zoom,
      center: { z: 100, y: 90, x: 110 },
    });
    await settled(page);
    const [layer] = (await stats(page)).layers;
    const level = layer?.targetLevel ?? NaN;
    const fetched = new Set(
      server.log().flatMap(({ path }) => /\/(\d+)\/c\/(\d+)\/(\d+)\/(\d+)$/.exec(path)?.[0] ?? []),
    );
    const needed = neededChunks({ level, levels: 4, center: [110, 90], half: [128 / zoom, 96 / zoom] });
    const ratio = fetched.size / needed;
    console.log(`      level ${level}: ${fetched.size} chunks, ${needed} needed, ${ratio.toFixed(3)} times`);
    expect(needed).toBeGreaterThan(8);
    expect(ratio).toBeLessThanOrEqual(1.15);
    // Far from the centre a coarser level does, so that some of the finest are not needed.
    expect(ratio).toBeGreaterThan(0.6);
  },
);

test('RFC row 20: what an oblique slice plane meets is asked for before anything that it does not', async ({
  page,
}) => {
  // One request at a time has one order, here and there; one chunk of the coarsest level.
  const image = 'gen:ramp?space=3&shape=256,256,256&levels=4&tile=32';
  await open(page, server.generated(image), { tuning: 'progressive,http1Requests:1' });
  await settled(page);
  // Mostly beside the slice that 2D has loaded.
  const plane = { position: { z: 190.3, y: 120.2, x: 131.7 }, normal: { z: 1, y: 0.3, x: -0.2 } };
  server.resetLog();
  await setState(page, {
    ...{ mode: '3d', axes: ['z', 'y', 'x'], rotation: TURNED, zoom: 0.45 },
    ...{ center: { z: 128, y: 128, x: 128 }, plane: { ...plane, alone: false } },
  });
  await settled(page);
  const met = server.log().flatMap(({ path }) => {
    const [, level, ...index] = (/\/(\d+)\/c\/(\d+)\/(\d+)\/(\d+)$/.exec(path) ?? []).map(Number);
    return level === undefined ? [] : isMet(plane, level, index);
  });
  const first = met.indexOf(false);
  console.log(`      ${first} chunks that the plane meets, then ${met.length - first} others`);
  expect(first).toBeGreaterThan(10);
  expect(met.length).toBeGreaterThan(first + 10);
  expect(met.slice(first)).not.toContain(true);
});

/** Whether a plane meets a chunk of 32³: some corner lies on either side of it. */
function isMet(
  { position, normal }: { readonly position: Vector; readonly normal: Vector },
  level: number,
  index: readonly number[],
): boolean {
  const axes = ['z', 'y', 'x'] as const;
  const heights = Array.from({ length: 8 }, (_, corner) =>
    axes.reduce((sum, axis, at) => {
      const edge = ((index[at] ?? 0) + ((corner >> at) & 1)) * 32 * 2 ** level - 0.5;
      return sum + normal[axis] * (edge - position[axis]);
    }, 0),
  );
  return Math.min(...heights) <= 0 && Math.max(...heights) >= 0;
}

type Vector = Readonly<Record<'z' | 'y' | 'x', number>>;

/** Chunks of 32³ of 512³ that a parallel view along z meets, of `level` and all coarser ones. */
function neededChunks({
  level,
  levels,
  center,
  half,
}: {
  readonly level: number;
  readonly levels: number;
  readonly center: readonly [number, number];
  readonly half: readonly [number, number];
}): number {
  let count = 0;
  for (let at = level; at <= levels; at++) {
    const size = 512 >> at;
    const scale = 2 ** at;
    const across = [0, 1].map((axis) => {
      const voxel = (world: number): number => (world + 0.5) / scale;
      const low = Math.max(0, Math.floor(voxel((center[axis] ?? 0) - (half[axis] ?? 0)) / 32));
      const high = Math.min(
        Math.ceil(size / 32),
        Math.ceil(voxel((center[axis] ?? 0) + (half[axis] ?? 0)) / 32),
      );
      return Math.max(0, high - low);
    });
    count += (across[0] ?? 0) * (across[1] ?? 0) * Math.ceil(size / 32);
  }
  return count;
}

test.describe('a lost GPU context', () => {
  test.use({ expectedMessages: { patterns: [/CONTEXT_LOST_WEBGL/, /context lost/i] } });

  test('comes back with the same volume and without a request', { tag: '@thorough' }, async ({ page }) => {
    await open(page, server.generated(SOLID));
    await setState(page, { mode: '3d', rotation: TURNED });
    await settled(page);
    const before = await capture(page);
    server.resetLog();
    await page.evaluate(() => {
      const canvas = document.querySelector('canvas');
      canvas?.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
      Reflect.set(window, '__lost', canvas);
    });
    await page.waitForFunction(() => Reflect.get(window, '__lost') !== document.querySelector('canvas'));
    await settled(page);
    // Bricks may lie elsewhere in the texture now, where coordinates of samples round otherwise: one part of 255.
    const after = await capture(page);
    expect(differingPixels(before, after, 1)).toBe(0);
    expect(differingPixels(before, after)).toBeLessThan(20);
    expect(askedFor(server)).toEqual([]);
  });
});

test('what is under the pointer is read where the ray sees it', async ({ page }) => {
  await open(page, 'gen:ramp?levels=2&tile=32&space=3&axis=z');
  await setState(page, {
    mode: '3d',
    rotation: [0, 0, 0, 1],
    zoom: 1,
    layers: [{ id: 'layer1', rendering: 'mip', contrast: [0, 128] }],
  });
  await settled(page);
  const [value] = await middleValues(page);
  expect(value).toMatchObject({ layer: 'layer1' });
  // Along +z the ramp is largest at its far end.
  expect(Number(value?.value)).toBeGreaterThanOrEqual(125);
  expect(value?.index).toHaveLength(3);
});
