import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ChunkStore, Lane, MemoryBudget } from '../../../chunks';
import { progressiveTuning, type ChunkKey, type Level } from '../../../core';
import {
  BRICK_SIZE,
  type BrickKey,
  type Quaternion,
  type SlicePlane,
  type Vec3,
  type WorldBox,
} from '../../../view';
import { FakeSource } from '../../session/image.fixture';
import { Layer } from '../../scene/layers/layer';
import { Scene } from '../../scene/scene';
import { planLayer } from './plan-layer';

const SIDE = 512;

/** Levels of 512³ that shrink by two and nest, [z, y, x] like all stored things. */
function levelsOf(count: number, chunk: number): Level[] {
  return Array.from({ length: count }, (_, level) => {
    const factor = 2 ** level;
    const three = (value: number) => [value, value, value];
    const array = { shape: three(SIDE / factor), chunks: three(chunk), fillValue: 0 };
    return { scale: three(factor), translation: three((factor - 1) / 2), array };
  });
}

/** The place of a cube in the world, [x, y, z], counted in cubes of `side` voxels of a level. */
function boxOf(level: number, cube: readonly number[], side: number): WorldBox {
  const edge = (axis: number, end: 0 | 1) =>
    Math.min(((cube[axis] ?? 0) + end) * side * 2 ** level, SIDE) - 0.5;
  return { low: [edge(0, 0), edge(1, 0), edge(2, 0)], high: [edge(0, 1), edge(1, 1), edge(2, 1)] };
}

/** The chunk that holds a brick. */
function chunkOf({ level, brick }: BrickKey, chunk: number): string {
  return `${level}/${brick.map((at) => Math.floor((at * BRICK_SIZE) / chunk)).join()}`;
}

/** How far a plane goes into a box, in voxels of level 0; below 0 where it passes beside it, about 0 where it touches an edge. */
function depthIn({ position, normal }: SlicePlane, { low, high }: WorldBox): number {
  const heights = [0, 1, 2, 3, 4, 5, 6, 7].map((corner) =>
    normal.reduce((sum, part, axis) => {
      const at = (corner & (1 << axis) ? high : low)[axis] ?? 0;
      return sum + part * (at - (position[axis] ?? 0));
    }, 0),
  );
  return Math.min(Math.max(...heights), -Math.min(...heights)) / Math.hypot(...normal);
}

/** Rounding decides about what a plane only touches. */
const ROUNDING = 1e-6;

interface Case {
  readonly levels: number;
  readonly chunk: number;
  readonly normal: Vec3;
  readonly position: Vec3;
  readonly rotation: Quaternion;
  readonly zoom: number;
  readonly requests: number;
}

/** Plans the view as the frame loop does, and has a store load it all: bricks, and chunks in the order of their loads. */
async function loadOrder({ levels, chunk, requests, zoom, rotation, position, normal }: Case) {
  const scene = new Scene();
  scene.camera = { ...scene.camera, width: 300, height: 200 };
  const overrides = { levels: levelsOf(levels, chunk), dtype: 'uint8' as const };
  const source = new FakeSource({ axes: 'zyx', shape: [SIDE, SIDE, SIDE], overrides });
  const layer = new Layer('layer1', source, { age: 1 });
  scene.add(layer);
  scene.setMode('3d');
  scene.space.pose = { ...scene.space.pose, center: position, zoom, rotation };
  scene.space.plane = { position, normal, alone: false };
  const budget = new MemoryBudget({ limitBytes: 2 ** 30, gpuBytes: 0 });
  const limits = { budget, tuning: progressiveTuning, bias: 1, focus: undefined, capacity: () => 4000 };
  const plan = planLayer(layer, { scene, ...limits, hasFailed: () => false }, 1);
  if (!plan || !('boxes' in plan)) throw new Error('There is no plan of bricks.');
  const loaded: ChunkKey[] = [];
  const lane = new Lane({ fixedLimit: requests });
  const store = new ChunkStore({
    ...{ budget, laneOf: () => lane, onChange: () => undefined, now: () => 0, later: () => undefined },
    load: (key) => {
      loaded.push(key);
      return Promise.resolve(undefined);
    },
  });
  store.want(plan.want.toReversed());
  while (!store.isIdle()) await Promise.resolve();
  return { bricks: plan.bricks, loaded };
}

const part = fc.double({ min: -1, max: 1, noNaN: true });
const inside = fc.double({ min: 40.3, max: 470.7, noNaN: true });
const cases: fc.Arbitrary<Case> = fc.record({
  levels: fc.integer({ min: 1, max: 4 }),
  chunk: fc.constantFrom(32, 64),
  normal: fc.tuple(part, part, part).filter((normal) => Math.hypot(...normal) > 0.1),
  position: fc.tuple(inside, inside, inside),
  rotation: fc
    .tuple(part, part, part, part)
    .filter((turn) => Math.hypot(...turn) > 0.1)
    .map(([x, y, z, w]): Quaternion => {
      const length = Math.hypot(x, y, z, w);
      return [x / length, y / length, z / length, w / length];
    }),
  zoom: fc.constantFrom(0.3, 0.8, 2),
  requests: fc.integer({ min: 1, max: 12 }),
});

test('RFC row 20: with a slice plane, all that it meets is loaded before anything that it does not', async () => {
  const seen = { onPlane: 0, others: 0 };
  await fc.assert(
    fc.asyncProperty(cases, async (given) => {
      const { bricks, loaded } = await loadOrder(given);
      const depthOf = (level: number, cube: readonly number[], side: number) =>
        depthIn(given, boxOf(level, cube, side));
      const met = bricks.filter(({ level, brick }) => depthOf(level, brick, BRICK_SIZE) > ROUNDING);
      const needed = new Set(met.map((brick) => chunkOf(brick, given.chunk)));
      const names = loaded.map(({ level, index }) => `${level}/${index.toReversed().join()}`);
      const last = names.findLastIndex((name) => needed.has(name));
      const first = loaded.slice(0, last + 1);
      expect(needed.size).toBeGreaterThan(0);
      expect(names).toEqual(expect.arrayContaining([...needed]));
      const isMet = ({ level, index }: ChunkKey) =>
        depthOf(level, index.toReversed(), given.chunk) > -ROUNDING;
      expect(first.every(isMet)).toBe(true);
      seen.onPlane += needed.size;
      seen.others += loaded.length - needed.size;
    }),
    // Each has thousands of loads: what fails is told as it was found.
    { numRuns: 60, endOnFailure: true },
  );
  expect(Math.min(seen.onPlane, seen.others), 'there was something to choose from').toBeGreaterThan(500);
});
