import fc from 'fast-check';
import { expect, test } from 'vitest';
import { intersectRects, isEmptyRect, rectsOverlap, subtractRect, type Dataset, type Rect } from '../core';
import type { Camera2D } from './camera-2d';
import { coverView, isCovered, type CoverOptions, type Quad, type ResidencyLookup } from './cover';
import { levelPlane, voxelsToWorld, type LevelPlane } from './tiles/level-plane';
import { planTiles } from './plan/plan-tiles';
import { makePyramid } from './pyramid.fixture';
import { makeTileGrid } from './tiles/tile-grid';
import { tileKeyString, type SliceView, type TileKey } from './tiles/tile-key';

const slice: SliceView = { horizontal: 1, vertical: 0, position: [0, 0], channels: [0] };
const camera: Camera2D = { center: [1024, 1024], zoom: 1, turn: 0, width: 1024, height: 768, pixelRatio: 1 };
const limits = { maxTiles: 400, maxChunkBytes: 2 ** 28, level: 'auto', bias: 1 } as const;

function sceneOf(
  dataset: Dataset,
  residency: ResidencyLookup,
  options: Partial<Camera2D> = {},
): CoverOptions {
  const plan = planTiles({ dataset, slice, camera: { ...camera, ...options } }, limits);
  return { dataset, slice, channel: 0, plan, residency };
}

function arrayOf(dataset: Dataset, level: number) {
  return levelPlane(dataset, slice, level).array;
}

/** Everything of the levels for which `isHere` holds. */
function whole(dataset: Dataset, isHere: (key: TileKey) => boolean): ResidencyLookup {
  return (key) =>
    isHere(key)
      ? { complete: true, parts: [makeTileGrid(arrayOf(dataset, key.level), key).interior] }
      : undefined;
}

function area({ x0, y0, x1, y1 }: Rect): number {
  return Math.max(0, x1 - x0) * Math.max(0, y1 - y0);
}

function totalArea(quads: readonly Quad[]): number {
  return quads.reduce((sum, { world }) => sum + area(world), 0);
}

const plain = makePyramid({ shape: [2048, 2048], chunks: [512, 512], levels: 4 });

test('complete tiles of the target give one rectangle each', () => {
  const scene = sceneOf(
    plain,
    whole(plain, () => true),
  );
  const quads = coverView(scene);
  expect(new Set(quads.map(({ key }) => key.level))).toEqual(new Set([0]));
  expect(new Set(quads.map(({ key }) => tileKeyString(key))).size).toBe(quads.length);
  expect(totalArea(quads)).toBe(area(scene.plan.view));
});

test('where the target is missing, coarser shows under it, and nothing overlaps', () => {
  const hole = (key: TileKey) => key.level !== 0 || (key.column + key.row) % 2 === 0;
  const scene = sceneOf(plain, whole(plain, hole));
  const quads = coverView(scene);
  expect(new Set(quads.map(({ key }) => key.level))).toEqual(new Set([0, 1]));
  expect(totalArea(quads)).toBeCloseTo(area(scene.plan.view), 6);
});

test('a finer level stands in before a coarser one, but not below a locked level', () => {
  const finerAndCoarser = whole(plain, ({ level }) => level !== 1);
  const scene = sceneOf(plain, finerAndCoarser, { zoom: 0.5 });
  expect(scene.plan.level).toBe(1);
  expect(new Set(coverView(scene).map(({ key }) => key.level))).toEqual(new Set([0]));
  const locked = { ...scene, plan: { ...scene.plan, finestLevel: 1 } };
  expect(new Set(coverView(locked).map(({ key }) => key.level))).toEqual(new Set([2]));
});

test('a quad shows the voxels that its place names', () => {
  const dataset = makePyramid({ shape: [2048, 2048], chunks: [512, 512], levels: 4 });
  const scene = sceneOf(
    dataset,
    whole(dataset, ({ level }) => level === 2),
  );
  for (const { world, voxels, key } of coverView(scene)) {
    const expected = voxelsToWorld(levelPlane(dataset, slice, key.level), voxels);
    for (const edge of ['x0', 'y0', 'x1', 'y1'] as const) expect(world[edge]).toBeCloseTo(expected[edge], 9);
  }
});

test('at coordinate 134,000,001.5 and zoom 1000 edges are exact', () => {
  const size = 2 ** 27;
  const dataset = makePyramid({ shape: [size, size], chunks: [512, 512], levels: 18 });
  const scene = sceneOf(
    dataset,
    whole(dataset, () => true),
    { center: [134_000_001.5, 134_000_001.5], zoom: 1000 },
  );
  const [quad] = coverView(scene);
  expect(quad?.world).toEqual({
    x0: 134_000_000.988,
    y0: 134_000_001.116,
    x1: 134_000_002.012,
    y1: 134_000_001.884,
  });
  expect(quad?.voxels.x0).toBeCloseTo(134_000_001.488, 7);
  expect(quad?.key).toMatchObject({ level: 0, column: Math.floor(134_000_001 / 256) });
});

test('levels that the metadata places apart meet where it says', () => {
  const dataset = makePyramid({ shape: [2048, 2048], chunks: [512, 512], levels: 2, translation: 'none' });
  const scene = sceneOf(
    dataset,
    whole(dataset, ({ level, column }) => level === 1 || column === 3),
  );
  const quads = coverView(scene);
  const coarse = quads.filter(({ key }) => key.level === 1);
  expect(Math.max(...coarse.filter(({ world }) => world.x1 < 1024).map(({ world }) => world.x1))).toBe(767.5);
  const beside = coarse.find(({ world }) => world.x1 === 767.5);
  expect(beside?.voxels.x1).toBe((767.5 + 1) / 2);
});

const layouts = fc.record({
  shape: fc.tuple(fc.integer({ min: 1, max: 1500 }), fc.integer({ min: 1, max: 1500 })),
  factor: fc.constantFrom(2, 3, 4),
  translation: fc.constantFrom('corner' as const, 'none' as const),
  zoom: fc.double({ min: 0.05, max: 3, noNaN: true }),
  center: fc.tuple(fc.integer({ min: 0, max: 1500 }), fc.integer({ min: 0, max: 1500 })),
  seed: fc.integer(),
});

/** Whether, and which quarters of a tile are here, by a hash of its name. */
function randomResidency(dataset: Dataset, seed: number): ResidencyLookup {
  return (key) => {
    let hash = seed;
    for (const char of tileKeyString(key)) hash = (Math.imul(hash, 31) + char.charCodeAt(0)) | 0;
    const tile = makeTileGrid(arrayOf(dataset, key.level), key).interior;
    if ((hash & 3) === 0) return undefined;
    if ((hash & 3) === 1) return { complete: true, parts: [tile] };
    const x = Math.floor((tile.x0 + tile.x1) / 2);
    const y = Math.floor((tile.y0 + tile.y1) / 2);
    const quarters = [
      { ...tile, x1: x, y1: y },
      { ...tile, x0: x, y1: y },
      { ...tile, x1: x, y0: y },
      { ...tile, x0: x, y0: y },
    ];
    return {
      complete: false,
      parts: quarters.filter((part, i) => (hash >> (4 + i)) & 1 && !isEmptyRect(part)),
    };
  };
}

function tileKeys({ width, height, level }: LevelPlane): TileKey[] {
  const columns = Array.from({ length: Math.ceil(width / 256) }, (_, column) => column);
  const rows = Array.from({ length: Math.ceil(height / 256) }, (_, row) => row);
  const base = { dataset: 'd', level, horizontal: 1, vertical: 0, slice: [0, 0] };
  return rows.flatMap((row) => columns.map((column) => ({ ...base, column, row })));
}

function residentRects(
  dataset: Dataset,
  lookup: ResidencyLookup,
  view: Rect,
): { level: number; world: Rect }[] {
  return dataset.levels
    .map((_, level) => levelPlane(dataset, slice, level))
    .flatMap((plane) =>
      tileKeys(plane)
        .flatMap((key) => lookup(key)?.parts ?? [])
        .map((part) => intersectRects(voxelsToWorld(plane, part), view))
        .filter((world) => !isEmptyRect(world))
        .map((world) => ({ level: plane.level, world })),
    );
}

test('quads never overlap, and are exactly what is resident, the preferred level everywhere', () => {
  fc.assert(
    fc.property(layouts, ({ shape, factor, translation, zoom, center, seed }) => {
      const dataset = makePyramid({ shape, chunks: [512, 512], levels: 4, factor, translation });
      const lookup = randomResidency(dataset, seed);
      const scene = sceneOf(dataset, lookup, { zoom, center });
      const quads = coverView(scene);
      quads.forEach(({ world }, i) => {
        expect(isEmptyRect(world)).toBe(false);
        expect(quads.slice(i + 1).some((other) => rectsOverlap(other.world, world))).toBe(false);
      });
      const target = scene.plan.level;
      const order = [target, ...[target - 1, target - 2].filter((l) => l >= 0)];
      for (let level = target + 1; level < 4; level++) order.push(level);
      const resident = residentRects(dataset, lookup, scene.plan.view);
      let missing = isEmptyRect(scene.plan.view) ? [] : [scene.plan.view];
      for (const level of order) {
        const before = missing.reduce((sum, rect) => sum + area(rect), 0);
        for (const { world } of resident.filter((rect) => rect.level === level))
          missing = missing.flatMap((rect) => subtractRect(rect, world));
        const after = missing.reduce((sum, rect) => sum + area(rect), 0);
        const drawn = totalArea(quads.filter(({ key }) => key.level === level));
        expect(Math.abs(drawn - (before - after))).toBeLessThan(1e-6 * (1 + before));
      }
    }),
    { numRuns: 300 },
  );
});

test('a view is covered once any level fills it', () => {
  const at = (isHere: (key: TileKey) => boolean) => isCovered(sceneOf(plain, whole(plain, isHere)));
  expect(at(() => false)).toBe(false);
  expect(at(({ level }) => level === 3)).toBe(true);
  expect(at(({ level, column }) => level === 0 && column !== 3)).toBe(false);
});

test('a decimated pyramid is covered although its coarse levels end before level 0 does', () => {
  const dataset = makePyramid({ shape: [2048, 2048], chunks: [512, 512], levels: 4, translation: 'none' });
  const options = { center: [2048, 2048], zoom: 1 } as const;
  expect(
    isCovered(
      sceneOf(
        dataset,
        whole(dataset, ({ level }) => level === 3),
        options,
      ),
    ),
  ).toBe(true);
  expect(
    isCovered(
      sceneOf(
        dataset,
        whole(dataset, () => false),
        options,
      ),
    ),
  ).toBe(false);
});

test('what the plan left out for memory need not be covered', () => {
  const scene = sceneOf(
    plain,
    whole(plain, () => false),
  );
  expect(isCovered({ ...scene, plan: { ...scene.plan, omitted: [scene.plan.view] } })).toBe(true);
});

test('a slice outside the data has nothing to wait for', () => {
  const dataset = makePyramid({ axes: 'zyx', shape: [8, 512, 512], chunks: [8, 512, 512], levels: 2 });
  const outside = { horizontal: 2, vertical: 1, position: [20, 0, 0], channels: [0] };
  const plan = planTiles({ dataset, slice: outside, camera }, limits);
  expect(isCovered({ dataset, slice: outside, channel: 0, plan, residency: () => undefined })).toBe(true);
});
