import { test } from '@playwright/test';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import {
  omeTree,
  withLabels,
  type Objects,
  type OmeImage,
  type OmeLevel,
  type OmePlacement,
} from '../fixtures/ome-tree';
import {
  expect,
  middleValues,
  setState,
  settled,
  sharePage,
  type LayerInfo,
  type SharedPage,
} from './harness';
import { capture } from './picture';

/** The rows of OME's matrix of viewers that concern display, each with a small image of its own. One page shows them all. */
let server: FixtureServer;
let shared: SharedPage;
test.beforeAll(async ({ browser }, { project }) => {
  server = await startFixtureServer();
  const { baseURL } = project.use;
  const viewport = { width: 320, height: 240 };
  shared = await sharePage(browser, { viewport, reducedMotion: 'reduce', ...(baseURL && { baseURL }) });
});
test.afterEach(async () => {
  expect(await shared.problems(), 'the page is silent').toEqual([]);
});
test.afterAll(async () => {
  await shared.page.context().close();
  await server.close();
});

let served = 0;

/** Opens these images, and nothing else. */
async function show(...trees: readonly Objects[]): Promise<LayerInfo[]> {
  const locations = trees.map((tree) => server.serve(`row${served++}`, tree));
  return shared.page.evaluate(async (targets) => {
    for (let [layer] = window.exascope.layers(); layer; [layer] = window.exascope.layers())
      window.exascope.close(layer.id);
    const opened: LayerInfo[] = [];
    for (const target of targets) opened.push(...(await window.exascope.open(target)));
    return opened;
  }, locations);
}

interface Look {
  /** World position of the middle. */
  readonly at: Readonly<Record<string, number>>;
  readonly level?: number;
  readonly position?: Readonly<Record<string, number>>;
}

/** What stands in the middle: layer, index and value. */
async function look({ at, level, position }: Look) {
  const { page } = shared;
  const layers = level === undefined ? [] : [{ id: 'layer1', level }];
  await setState(page, { center: at, zoom: 20, layers, ...(position && { position }) });
  await settled(page);
  const values = await middleValues(page);
  return values.map(({ layer, level: from, index, value }) => ({ layer, level: from, index, value }));
}

/** A voxel holds its level and its index, two digits each. */
function level(shape: readonly number[], placement: OmePlacement, at = 0): OmeLevel {
  return { shape, ...placement, value: (index) => valueOf(index, at) };
}

function valueOf(index: readonly number[], at = 0): number {
  return index.reduce((digits, i) => 100 * digits + i, at);
}

function flat(levels: readonly OmeLevel[], more: Partial<OmeImage> = {}): OmeImage {
  return { version: '0.4', axes: 'yx', unit: 'micrometer', dtype: 'uint32', levels, ...more };
}

/** One entry of layer1, at `from`. */
function found(index: readonly number[], from = 0) {
  return [{ layer: 'layer1', level: from, index, value: valueOf(index, from) }];
}

test('z downsampling', async () => {
  const levels = [1, 2, 4].map((factor, at) =>
    level([16 / factor, 32 / factor, 32 / factor], { scale: [factor, factor, factor] }, at),
  );
  await show(omeTree(flat(levels, { axes: 'zyx' })));
  for (const z of [0, 5, 15])
    for (const at of [0, 1, 2]) {
      const index = [z, 21, 10].map((i) => Math.floor(i / 2 ** at));
      expect(await look({ at: { y: 21, x: 10 }, level: at, position: { z } })).toEqual(found(index, at));
    }
});

test('omero', async () => {
  const range = { min: 0, max: 65_535, start: 0, end: 1000 };
  const channels = [
    { label: 'DNA', color: 'FF0000', active: true, window: range },
    { label: 'Membrane', color: '00FF00', active: false, window: range },
    { label: 'RNA', color: '0000FF', active: true, window: { ...range, start: 500 } },
  ];
  const value = ([c = 0]: readonly number[]) => [400, 1000, 750][c] ?? 0;
  const image: Partial<OmeImage> = { axes: 'cyx', dtype: 'uint16', more: { omero: { channels } } };
  await show(omeTree(flat([{ shape: [3, 8, 8], scale: [1, 1, 1], value }], image)));
  expect((await look({ at: { y: 4, x: 4 } })).map((each) => each.value)).toEqual([400, 750]);
  const state = await shared.page.evaluate(() => window.exascope.getState());
  expect(state.layers[0]?.channels).toMatchObject([
    { visible: true, colormap: 'red', contrast: [0, 1000] },
    { visible: false, colormap: 'green', contrast: [0, 1000] },
    { visible: true, colormap: 'blue', contrast: [500, 1000] },
  ]);
  const { width, height, data } = await capture(shared.page);
  const middle = 4 * (Math.floor(height / 2) * width + Math.floor(width / 2));
  const [red = 0, green = 0, blue = 0] = data.subarray(middle, middle + 3);
  expect([Math.abs(red - 0.4 * 255), green, Math.abs(blue - 0.5 * 255)].every((fault) => fault <= 1)).toBe(
    true,
  );
});

test('downsampling not 2', async () => {
  const sizes = [
    [60, 1],
    [20, 3],
    [8, 7.5],
  ] as const;
  const levels = sizes.map(([size, factor], at) => level([size, size], { scale: [factor, factor] }, at));
  await show(omeTree(flat(levels)));
  // A factor of 7.5 cannot have come from whole voxels: the centres of the first voxels coincide.
  for (const [at, [, factor]] of sizes.entries()) {
    const index = [45, 31].map((world) => Math.floor(world / factor + 0.5));
    expect(await look({ at: { y: 45, x: 31 }, level: at })).toEqual(found(index, at));
  }
  await show(omeTree(flat(levels.slice(0, 2))));
  const index = [44, 31].map((world) => Math.floor(world / 3));
  expect(await look({ at: { y: 44, x: 31 }, level: 1 }), 'outer corners coincide').toEqual(found(index, 1));
});

test('axes 0.4', async () => {
  const finest = level([3, 2, 4, 8, 8], { scale: [2.5, 1, 5, 0.5, 0.25] });
  const [layer] = await show(omeTree(flat([finest], { axes: 'tczyx' })));
  const space = { type: 'space', unit: 'micrometer' };
  expect(layer?.axes).toEqual([
    { name: 't', type: 'time' },
    { name: 'c', type: 'channel' },
    ...['z', 'y', 'x'].map((name) => ({ name, ...space })),
  ]);
  const values = await look({ at: { y: 2.5, x: 1.5 }, position: { t: 2, z: 3 } });
  expect(values).toEqual([0, 1].flatMap((c) => found([2, c, 3, 5, 6])));
  for (const axes of ['yx', 'zyx', 'tyx', 'cyx', 'tzyx', 'czyx']) {
    const shape = [...axes].map(() => 6);
    await show(omeTree(flat([level(shape, { scale: shape.map(() => 1) })], { axes })));
    const [value] = await look({ at: { y: 4, x: 3 } });
    expect(value?.index.slice(-2), axes).toEqual([4, 3]);
  }
});

/** World position `[y, x]` of the voxel [5, 9] of level 0 and of [2, 4] of level 1. */
interface Placed {
  readonly levels: readonly OmePlacement[];
  readonly whole?: OmePlacement;
  readonly world: readonly (readonly [number, number])[];
}

const placements: Readonly<Record<string, Placed>> = {
  'scale on datasets': {
    levels: [{ scale: [0.5, 0.25] }, { scale: [1, 0.5] }],
    world: [
      [2.5, 2.25],
      [2.25, 2.125],
    ],
  },
  'translation on datasets': {
    levels: [
      { scale: [1, 1], translation: [100, -40] },
      { scale: [2, 2], translation: [100.5, -39.5] },
    ],
    world: [
      [105, -31],
      [104.5, -31.5],
    ],
  },
  'scale on multiscales': {
    levels: [{ scale: [1, 1] }, { scale: [2, 2] }],
    whole: { scale: [0.5, 4] },
    world: [
      [2.5, 36],
      [2.25, 34],
    ],
  },
  'translation on multiscales': {
    levels: [{ scale: [1, 1] }, { scale: [2, 2] }],
    whole: { scale: [0.5, 4], translation: [7, 1000] },
    world: [
      [9.5, 1036],
      [9.25, 1034],
    ],
  },
};

for (const [row, { levels: placed, whole, world }] of Object.entries(placements))
  test(row, async () => {
    const levels = placed.map((placement, at) => level([16 / 2 ** at, 16 / 2 ** at], placement, at));
    await show(omeTree(flat(levels, whole ? { placement: whole } : {})));
    const indices = [
      [5, 9],
      [2, 4],
    ];
    for (const [at, [y, x]] of world.entries()) {
      const values = await look({ at: { y, x }, level: at });
      expect(values).toEqual(found(indices[at] ?? [], at));
      const [{ world: center } = { world: [] }] = await middleValues(shared.page);
      expect(center).toEqual([expect.closeTo(y, 6), expect.closeTo(x, 6)]);
    }
  });

test('overlay of two images whose units differ', async () => {
  const micrometers = flat([level([16, 16], { scale: [1, 1] })]);
  const nanometers = flat([level([32, 32], { scale: [250, 250], translation: [4000, 6000] })], {
    unit: 'nanometer',
  });
  await show(omeTree(micrometers), omeTree(nanometers));
  const values = await look({ at: { y: 9.25, x: 10.75 } });
  expect(values).toEqual([
    ...found([9, 11]),
    { layer: 'layer2', level: 0, index: [21, 19], value: valueOf([21, 19]) },
  ]);
});

test('channels', async () => {
  await show(omeTree(flat([level([7, 8, 8], { scale: [1, 1, 1] })], { axes: 'cyx' })));
  const channelsAt = async () => (await look({ at: { y: 3, x: 6 } })).map(({ index }) => index[0]);
  expect(await channelsAt(), 'of more than six without a word the first three are on').toEqual([0, 1, 2]);
  const channels = Array.from({ length: 7 }, (_, c) => ({ visible: c % 2 === 0 }));
  await setState(shared.page, { layers: [{ id: 'layer1', channels }] });
  expect(await look({ at: { y: 3, x: 6 } })).toEqual([0, 2, 4, 6].flatMap((c) => found([c, 3, 6])));
});

test('time points', async () => {
  await show(omeTree(flat([level([9, 8, 8], { scale: [0.5, 1, 1] })], { axes: 'tyx' })));
  for (const t of [0, 8, 3])
    expect(await look({ at: { y: 3, x: 6 }, position: { t } })).toEqual(found([t, 3, 6]));
});

for (const version of ['0.4', '0.5'] as const)
  test(`labels ${version}`, async () => {
    const image = flat([level([16, 16], { scale: [0.5, 0.5], translation: [3, 3] })], { version });
    const ids: OmeLevel = {
      ...{ shape: [8, 8], scale: [1, 1], translation: [3.25, 3.25] },
      value: ([y = 0, x = 0]) => 2n ** 60n + BigInt(8 * y + x),
    };
    const labels = flat([ids], { version, dtype: 'uint64', more: { 'image-label': {} } });
    await show(withLabels(image, { cells: labels }));
    await setState(shared.page, { layers: [{ id: 'layer1/cells', visible: true }] });
    expect(await look({ at: { y: 6.5, x: 8 } })).toEqual([
      ...found([7, 10]),
      { layer: 'layer1/cells', level: 0, index: [3, 5], value: String(2n ** 60n + 29n) },
    ]);
  });
