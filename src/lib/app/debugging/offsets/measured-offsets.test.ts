import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWorld, openReader } from '../../../../../tests/faults/world';
import { startFixtureServer, type FixtureServer } from '../../../../../tests/fixtures/fixture-server';
import { omeTree } from '../../../../../tests/fixtures/ome-tree';
import { pyramid, type PyramidOptions } from '../../../../../tests/fixtures/pyramid';
import type { ChunkSource } from '../../../core';
import { Layer } from '../../scene/layers/layer';
import { Scene } from '../../scene/scene';
import type { Session } from '../../session/session';
import { makeFaults, type FaultKind } from '../faults/faults';
import { layerPairs } from './layer-pairs';
import { OffsetMeter } from './offset-meter';

let server: FixtureServer;
beforeAll(async () => {
  server = await startFixtureServer();
});
afterAll(() => server.close());

/** Device pixels to a voxel of level 0. */
const ZOOM = 3;

/** A layer of what is at a location, read as in a worker, at a zoom of three pixels a voxel. */
async function sceneOf(location: string) {
  const world = makeWorld();
  const reader = await openReader(location, world);
  const context = { traffic: world.traffic };
  const source: ChunkSource = {
    get dataset() {
      return reader.dataset;
    },
    openLevel: async (level) => (await reader.openLevel(level, context)) as never,
    read: ({ level, index }, { signal, maxEncodedBytes }) =>
      reader.readChunk(level, index, { ...context, signal, maxEncodedBytes }),
  };
  const layer = new Layer('layer1', source, { age: 1 });
  const scene = new Scene();
  scene.add(layer);
  scene.camera = { ...scene.camera, width: 300, height: 200, pixelRatio: 1, zoom: ZOOM };
  return { scene, layer };
}

interface Measured {
  readonly faults?: readonly FaultKind[];
  readonly rule?: Layer['voxelCenters'];
}

/** What the debugger tells of neighbouring levels, by their voxels: pixels along x and y, and of a finer voxel; finest pair first. */
async function measuredPx(location: string, { faults = [], rule = 'declared' }: Measured = {}) {
  const { scene, layer } = await sceneOf(location);
  layer.voxelCenters = rule;
  const meter = new OffsetMeter(
    {
      budget: { reserve: () => true, release: () => undefined } as unknown as Session['budget'],
      detour: makeFaults(new Set(faults), {
        datasetOf: () => layer.source.dataset,
        wait: () => Promise.resolve(),
      }),
    },
    () => undefined,
  );
  await meter.measure(layer);
  const [pairs] = layerPairs({ scene } as unknown as Session, meter);
  expect(pairs?.measuring).toBe('done');
  return (pairs?.pairs ?? []).map(({ fine, measured = [] }) => {
    const pxOf = (name: string) => measured.find(({ axis }) => axis === name)?.px ?? NaN;
    const [voxels = NaN] = layer.source.dataset.levels[fine]?.scale ?? [];
    const [first = NaN] = layer.source.dataset.levels[0]?.scale ?? [];
    return { x: pxOf('x'), y: pxOf('y'), voxelPx: (ZOOM * voxels) / first };
  });
}

const board = 'gen:checkerboard?levels=3&tile=64&shape=700,700&cell=37';
/** Of a formula between voxels too: squares have no more than voxels, so that samples of them lie on one or the other side. */
const smooth = 'gen:julia?levels=3&tile=64&shape=1500,1500&iterations=24';
const served = (options: Partial<PyramidOptions>): string =>
  server.serve('pyramid', omeTree(pyramid({ size: 256, levels: 3, how: 'mean', ...options })));

interface Rightly {
  readonly name: string;
  readonly location: () => string;
  readonly rule?: Layer['voxelCenters'];
}

const rightly: readonly Rightly[] = [
  ...[2, 3, 4].flatMap((factor) => [
    { name: `means by ${factor}, as declared`, location: () => `${board}&factor=${factor}` },
    { name: `samples by ${factor}, as declared`, location: () => `${smooth}&factor=${factor}` },
  ]),
  { name: 'maxima by 2, as declared', location: () => `${board}&pyramid=max` },
  { name: 'maxima by 3, as declared', location: () => `${board}&pyramid=max&factor=3` },
  { name: 'first voxels by 2, as declared', location: () => `${board}&pyramid=decimate` },
  { name: 'first voxels by 3, as declared', location: () => `${board}&pyramid=decimate&factor=3` },
  {
    name: 'means without translations, as inferred',
    location: () => `${board}&translation=none`,
    rule: 'inferred',
  },
  {
    name: 'first voxels without translations, taken literally',
    location: () => `${board}&pyramid=decimate&translation=none`,
    rule: 'literal',
  },
  {
    name: 'served means that share their corners, as declared',
    location: () => served({ translation: (f) => (f - 1) / 2 }),
  },
  { name: 'served means without translations', location: () => served({}) },
  {
    name: 'served first voxels that share their centre',
    location: () => served({ how: 'first', translation: () => 0 }),
  },
];

/** What estimates may be off, in voxels of the finer level. */
const UNCLEAR_VOXELS = 0.2;

it.each(rightly)('are about 0 pixels for $name', async ({ location, rule }) => {
  const pairs = await measuredPx(location(), rule ? { rule } : {});
  expect(pairs).toHaveLength(2);
  const told = pairs.flatMap(({ x, y, voxelPx }) => [x / voxelPx, y / voxelPx].filter(Number.isFinite));
  // Where voxels do not tell, nothing is told.
  expect(told.length).toBeGreaterThan(1);
  for (const voxels of told) expect(Math.abs(voxels)).toBeLessThan(UNCLEAR_VOXELS);
});

/** Each level is half of its own voxel off: a level of twice the size as far again as the one below. */
it.each([
  ['generated means', () => `${board}`],
  ['served means', () => served({ translation: (f: number) => (f - 1) / 2 })],
])(
  'are half a voxel of the finer level along x, and none along y, for %s that are made to be half a voxel off',
  async (_, location) => {
    const pairs = await measuredPx(location(), { faults: ['shift'] });
    expect(pairs).toHaveLength(2);
    for (const { x, y, voxelPx } of pairs) {
      expect(Math.abs(x) / voxelPx).toBeGreaterThan(0.5 - UNCLEAR_VOXELS);
      expect(Math.abs(x) / voxelPx).toBeLessThan(0.5 + UNCLEAR_VOXELS);
      expect(Math.abs(y) / voxelPx).toBeLessThan(UNCLEAR_VOXELS);
    }
  },
);

it('is told as a sign too: content that lies too far left belongs further right', async () => {
  const [first] = await measuredPx(served({ translation: (f: number) => (f - 1) / 2 }), {
    faults: ['shift'],
  });
  expect(first?.x).toBeLessThan(0);
});

it('are those of a pyramid that is placed by a wrong rule', async () => {
  const pairs = await measuredPx(served({ translation: () => 0 }));
  expect(pairs.map(({ x }) => Math.round((2 * x) / ZOOM) / 2)).toEqual([-0.5, -1]);
});
