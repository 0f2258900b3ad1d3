import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  chunkKeyString,
  intersectRects,
  isEmptyRect,
  type ChunkKey,
  type Dataset,
  type Rect,
} from '../../core';
import { fitCamera, isInViewport, type Camera2D } from '../camera-2d';
import { decodedChunkBytes, levelPlane, voxelsToWorld, worldExtentRect } from '../tiles/level-plane';
import { planTiles } from './plan-tiles';
import { makePyramid } from '../pyramid.fixture';
import { tileKeyString, type SliceView } from '../tiles/tile-key';
import type { PlanLimits, TilePlan } from './tile-plan';

const ample: PlanLimits = { maxTiles: 400, maxChunkBytes: 2 ** 28, level: 'auto', bias: 1 };

function sliceOf(dataset: Dataset, position: Record<string, number> = {}, channels = [0]): SliceView {
  const names = dataset.axes.map(({ name }) => name);
  return {
    horizontal: names.indexOf('x'),
    vertical: names.indexOf('y'),
    position: names.map((name) => position[name] ?? 0),
    channels,
  };
}

function cameraAt(x: number, y: number, zoom: number, options: Partial<Camera2D> = {}): Camera2D {
  return { center: [x, y], zoom, turn: 0, width: 1024, height: 768, pixelRatio: 1, ...options };
}

interface Scene {
  readonly dataset: Dataset;
  readonly camera: Camera2D;
  readonly slice?: SliceView;
  readonly limits?: Partial<PlanLimits>;
}

function plan({ dataset, camera, slice = sliceOf(dataset), limits }: Scene, previous?: TilePlan): TilePlan {
  return planTiles({ dataset, slice, camera }, { ...ample, ...limits }, previous);
}

/** The headline image: 2^27 wide, 18 levels. */
function headline(open?: readonly number[]): Dataset {
  const size = 2 ** 27;
  return makePyramid({ shape: [size, size], chunks: [512, 512], levels: 18, ...(open ? { open } : {}) });
}

function chunkWorld(dataset: Dataset, slice: SliceView, { level, index }: ChunkKey): Rect {
  const plane = levelPlane(dataset, slice, level);
  const x = (index[slice.horizontal] ?? NaN) * plane.chunkWidth;
  const y = (index[slice.vertical] ?? NaN) * plane.chunkHeight;
  return voxelsToWorld(plane, { x0: x, y0: y, x1: x + plane.chunkWidth, y1: y + plane.chunkHeight });
}

function levelsOf(items: readonly { readonly level: number }[]): number[] {
  return [...new Set(items.map(({ level }) => level))];
}

function bytesOf({ want }: TilePlan): number {
  return want.reduce((sum, { decodedBytes }) => sum + decodedBytes, 0);
}

test('a view of level 0 of the headline image wants the pinned level and level 0 only', () => {
  const dataset = headline();
  const { level, want, tiles, limitedBy } = plan({ dataset, camera: cameraAt(134e6, 134e6, 1) });
  expect(level).toBe(0);
  expect(levelsOf(want.map(({ key }) => key))).toEqual([17, 0]);
  expect(want.length).toBeLessThanOrEqual(4 + 6);
  expect(tiles.filter((tile) => tile.level === 0).length).toBeLessThanOrEqual(20);
  expect(limitedBy).toBeUndefined();
});

test('only the metadata of level 0 and the coarsest is needed to start, then that of the target', () => {
  const first = plan({ dataset: headline([0, 17]), camera: cameraAt(2 ** 26, 2 ** 26, 2 ** -6) });
  expect(first.level).toBe(6);
  expect(first.open).toEqual([6]);
  expect(levelsOf(first.tiles)).toEqual([17]);
  const second = plan({ dataset: headline([0, 6, 17]), camera: cameraAt(2 ** 26, 2 ** 26, 2 ** -6) }, first);
  expect(second.open).toEqual([]);
  expect(levelsOf(second.tiles)).toEqual([17, 6]);
});

test('until the target is open, the nearest open coarser level is planned', () => {
  const { tiles, open } = plan({
    dataset: headline([0, 8, 17]),
    camera: cameraAt(2 ** 26, 2 ** 26, 2 ** -6),
  });
  expect(open).toEqual([6]);
  expect(levelsOf(tiles)).toEqual([17, 8]);
});

const zooms = fc.double({ min: -17, max: 1, noNaN: true }).map((power) => 2 ** power);
const fractions = fc.double({ min: 0, max: 1, noNaN: true });

test('a plan wants at most 1.35 times the chunks of the target in view and the coarsest level', () => {
  fc.assert(
    fc.property(zooms, fractions, fractions, fc.constantFrom(64, 128, 256, 512), (zoom, fx, fy, chunk) => {
      const size = 2 ** 22;
      const dataset = makePyramid({ shape: [size, size], chunks: [chunk, chunk], levels: 17 });
      const slice = sliceOf(dataset);
      const camera = cameraAt(fx * size, fy * size, zoom);
      const { level, want, view } = plan({ dataset, camera });
      const plane = levelPlane(dataset, slice, level);
      const meets = want.filter(
        ({ key }) =>
          key.level === level && !isEmptyRect(intersectRects(chunkWorld(dataset, slice, key), view)),
      ).length;
      const coarsest = levelPlane(dataset, slice, 16);
      const coarsestChunks = Math.ceil(coarsest.width / chunk) * Math.ceil(coarsest.height / chunk);
      const minimum = meets + (level === 16 ? 0 : coarsestChunks);
      if (isEmptyRect(view)) expect(want).toEqual([]);
      else expect(want.length).toBeLessThanOrEqual(1.35 * minimum);
      expect(plane.level).toBe(level);
    }),
    { numRuns: 500 },
  );
});

test('every chunk and tile of the target meets the view, and together they cover it, also when turned', () => {
  fc.assert(
    fc.property(zooms, fractions, fractions, fc.constantFrom(0, 0.3, 2), (zoom, fx, fy, turn) => {
      const size = 2 ** 20;
      const dataset = makePyramid({ shape: [size, size - 77], chunks: [300, 500], levels: 10, factor: 3 });
      const slice = sliceOf(dataset);
      const camera = cameraAt(fx * size, fy * size, zoom, { turn });
      const { level, want, view } = plan({ dataset, camera });
      const rects = want
        .filter(({ key }) => key.level === level)
        .map(({ key }) => chunkWorld(dataset, slice, key));
      if (level < 9 && zoom * 3 ** level <= 2)
        for (const rect of rects) expect(isInViewport(camera, rect)).toBe(true);
      if (turn !== 0) return;
      const area = ({ x0, y0, x1, y1 }: Rect) => Math.max(0, x1 - x0) * Math.max(0, y1 - y0);
      const plane = levelPlane(dataset, slice, level);
      const whole = { x0: 0, y0: 0, x1: plane.width, y1: plane.height };
      const target = intersectRects(view, voxelsToWorld(plane, whole));
      const covered = rects.reduce((sum, rect) => sum + area(intersectRects(rect, target)), 0);
      expect(covered).toBeCloseTo(area(target), -Math.log10(area(target) * 1e-9 + 1e-9));
    }),
    { numRuns: 300 },
  );
});

test('wants are in order of priority, each chunk once, the nearest to the focus first', () => {
  const dataset = headline();
  const camera = cameraAt(1e6, 1e6, 1);
  const { want } = plan({ dataset, camera, limits: { focus: [0, 0] } });
  const priorities = want.map(({ priority }) => priority);
  expect(priorities).toEqual([...priorities].sort((a, b) => a - b));
  expect(new Set(want.map(({ key }) => chunkKeyString(key))).size).toBe(want.length);
  const first = want.find(({ key }) => key.level === 0);
  expect(first?.key.index).toEqual([Math.floor((1e6 - 384) / 512), Math.floor((1e6 - 512) / 512)]);
  expect(priorities[0]).toBeLessThan(2 ** 40);
  expect(priorities.at(-1)).toBeGreaterThanOrEqual(2 ** 40);
});

test('distance counts device pixels', () => {
  const dataset = makePyramid({ shape: [512, 512], chunks: [512, 512], levels: 1 });
  const at = (pixelRatio: number) =>
    plan({ dataset, camera: cameraAt(255.5, 255.5, 1, { pixelRatio }), limits: { focus: [412, 384] } });
  expect(at(1).want[0]?.priority).toBeCloseTo(1e4, 6);
  expect(at(2).want[0]?.priority).toBeCloseTo(4e4, 6);
});

test('magnified, the chunk next to the edge of the view is wanted too, for interpolation up to the edge', () => {
  const dataset = makePyramid({ shape: [4096, 4096], chunks: [512, 512], levels: 1 });
  const columns = (x: number) => {
    const { want } = plan({ dataset, camera: cameraAt(x, 256, 4) });
    return new Set(want.map(({ key }) => key.index[1]));
  };
  expect(columns(510.9 - 128)).toEqual(new Set([0]));
  expect(columns(511.1 - 128)).toEqual(new Set([0, 1]));
});

test('channels come together, each with its own tiles', () => {
  const dataset = makePyramid({ axes: 'cyx', shape: [3, 4096, 4096], chunks: [1, 512, 512], levels: 4 });
  const slice = sliceOf(dataset, {}, [0, 2]);
  const { want, tiles } = plan({ dataset, slice, camera: cameraAt(2048, 2048, 1) });
  expect(want.slice(0, 2).map(({ key }) => key.index)).toEqual([
    [0, 0, 0],
    [2, 0, 0],
  ]);
  expect(tiles.filter((tile) => tile.slice[0] === 0)).toHaveLength(tiles.length / 2);
});

test('a chunk that holds several channels is wanted once', () => {
  const dataset = makePyramid({ axes: 'yxc', shape: [600, 600, 3], chunks: [600, 600, 3], levels: 1 });
  const { want, tiles } = plan({
    dataset,
    slice: sliceOf(dataset, {}, [0, 1, 2]),
    camera: cameraAt(300, 300, 1),
  });
  expect(want).toHaveLength(1);
  expect(tiles).toHaveLength(27);
});

test('a slice is taken at its world position on each level, and outside there is nothing', () => {
  const dataset = makePyramid({ axes: 'zyx', shape: [64, 512, 512], chunks: [16, 512, 512], levels: 2 });
  const camera = cameraAt(256, 256, 1.2);
  const sliceAt = (z: number) => plan({ dataset, camera, slice: sliceOf(dataset, { z }) });
  expect(sliceAt(37).tiles.find(({ level }) => level === 0)?.slice).toEqual([37, 0, 0]);
  expect(sliceAt(37).tiles.find(({ level }) => level === 1)?.slice).toEqual([18, 0, 0]);
  expect(sliceAt(37).want.find(({ key }) => key.level === 0)?.key.index).toEqual([2, 0, 0]);
  expect(sliceAt(64).want).toEqual([]);
  expect(sliceAt(63.4).want).not.toEqual([]);
});

test('a view beside the data wants nothing', () => {
  const { want, tiles, omitted } = plan({ dataset: headline(), camera: cameraAt(-1e6, 0, 1) });
  expect([want, tiles, omitted]).toEqual([[], [], []]);
});

test('a middle level is added where many chunks are wanted and the pinned level is far', () => {
  const size = 2 ** 20;
  const dataset = makePyramid({ shape: [size, size], chunks: [64, 64], levels: 14 });
  const { tiles } = plan({ dataset, camera: cameraAt(size / 2, size / 2, 1) });
  expect(levelsOf(tiles)).toEqual([11, 3, 0]);
});

test('when tiles do not fit, the level is coarser and says why', () => {
  const dataset = headline();
  const camera = cameraAt(2 ** 26, 2 ** 26, 1);
  const { level, bias, limitedBy, tiles, omitted } = plan({ dataset, camera, limits: { maxTiles: 12 } });
  expect(level).toBe(1);
  expect(bias).toBeGreaterThan(1);
  expect(limitedBy).toBe('memory');
  expect(tiles.length).toBeLessThanOrEqual(12);
  expect(omitted).toEqual([]);
});

test('plans never exceed their limits, whatever the view and the data', () => {
  const chunks = fc.constantFrom(1, 7, 64, 512, 5000);
  fc.assert(
    fc.property(
      fc.record({ zoom: zooms, fx: fractions, fy: fractions, width: chunks, height: chunks }),
      fc.record({
        maxTiles: fc.integer({ min: 1, max: 100 }),
        maxChunkBytes: fc.integer({ min: 1, max: 2 ** 26 }),
      }),
      fc.constantFrom(1, 3, 12),
      (view, limits, levels) => {
        const size = 200_000;
        const dataset = makePyramid({ shape: [size, size], chunks: [view.height, view.width], levels });
        const camera = cameraAt(view.fx * size, view.fy * size, view.zoom);
        const result = plan({ dataset, camera, limits });
        expect(result.tiles.length).toBeLessThanOrEqual(limits.maxTiles);
        expect(result.want.length).toBeLessThanOrEqual(4096);
        if (result.want.length > 1) expect(bytesOf(result)).toBeLessThanOrEqual(limits.maxChunkBytes);
        if (!isEmptyRect(result.view)) expect(result.want.length).toBeGreaterThan(0);
      },
    ),
    { numRuns: 400 },
  );
});

test('panning under a tight limit does not flicker between two levels', () => {
  const dataset = headline();
  let previous: TilePlan | undefined;
  const levels: number[] = [];
  for (let step = 0; step < 200; step++) {
    const camera = cameraAt(1e6 + step * 13, 1e6, 1, { width: 900 });
    previous = plan({ dataset, camera, limits: { maxTiles: 20 } }, previous);
    levels.push(previous.level);
  }
  const changes = levels.filter((level, i) => i > 0 && level !== levels[i - 1]).length;
  expect(changes).toBeLessThanOrEqual(1);
  expect(levels.at(-1)).toBe(1);
});

test('quality comes back when there is room again', () => {
  const dataset = headline();
  const camera = cameraAt(2 ** 26, 2 ** 26, 1);
  const tight = plan({ dataset, camera, limits: { maxTiles: 12 } });
  const roomy = plan({ dataset, camera }, tight);
  expect([tight.level, roomy.level]).toEqual([1, 0]);
  expect(roomy.limitedBy).toBeUndefined();
});

test('without a pyramid, what is nearest the middle is loaded and the rest is named', () => {
  const dataset = makePyramid({ shape: [50_000, 50_000], chunks: [500, 500], levels: 1 });
  const camera = fitCamera(worldExtentRect(dataset, sliceOf(dataset)), {
    width: 1024,
    height: 768,
    pixelRatio: 1,
  });
  const { want, omitted, limitedBy, view } = plan({ dataset, camera, limits: { maxTiles: 100 } });
  expect(limitedBy).toBe('memory');
  expect(want.length).toBeGreaterThan(10);
  for (const { key } of want) for (const at of key.index) expect(Math.abs(at - 49.5)).toBeLessThan(5);
  const area = ({ x0, y0, x1, y1 }: Rect) => (x1 - x0) * (y1 - y0);
  const left = omitted.reduce((sum, rect) => sum + area(rect), 0) / area(view);
  expect(left).toBeGreaterThan(0.9);
  expect(left).toBeLessThan(1);
});

test('a view of one-voxel chunks lists no more than a plan may hold', () => {
  const dataset = makePyramid({ shape: [4000, 4000], chunks: [1, 1], levels: 1 });
  const { want } = plan({ dataset, camera: cameraAt(2000, 2000, 1, { width: 4000, height: 4000 }) });
  expect(want.length).toBeGreaterThan(2000);
  expect(want.length).toBeLessThanOrEqual(4096);
});

test('one chunk that is larger than the limit is still wanted, so that it can fail by name', () => {
  const dataset = makePyramid({ shape: [8192, 8192], chunks: [8192, 8192], levels: 1, dtype: 'uint16' });
  const { want } = plan({ dataset, camera: cameraAt(4096, 4096, 1), limits: { maxChunkBytes: 1000 } });
  expect(want.map(({ decodedBytes }) => decodedBytes)).toEqual([2 ** 27]);
  const level0 = dataset.levels[0]?.array;
  expect(level0 && decodedChunkBytes(dataset, level0)).toBe(2 ** 27);
});

test('a locked level is the finest used, and says so when it is coarser than the screen could show', () => {
  const camera = cameraAt(2 ** 26, 2 ** 26, 1);
  const { level, limitedBy, finestLevel } = plan({ dataset: headline(), camera, limits: { level: 4 } });
  expect([level, limitedBy, finestLevel]).toEqual([4, 'level-locked', 4]);
});

test('a locked level that exceeds the limit is loaded as far as it fits, around the middle', () => {
  const camera = cameraAt(2 ** 26, 2 ** 26, 2 ** -6);
  const { level, limitedBy, omitted, tiles } = plan({ dataset: headline(), camera, limits: { level: 0 } });
  expect([level, limitedBy]).toEqual([0, 'memory']);
  expect(omitted.length).toBeGreaterThan(0);
  expect(tiles.filter((tile) => tile.level === 0).length).toBeGreaterThan(200);
  expect(levelsOf(tiles)).toContain(17);
});

test('magnified data says that there is nothing finer', () => {
  const { limitedBy, voxelPx } = plan({ dataset: headline(), camera: cameraAt(1000, 1000, 4) });
  expect([limitedBy, voxelPx]).toEqual(['no-finer-level', 4]);
});

test('tiles have different names', () => {
  const { tiles } = plan({ dataset: headline(), camera: cameraAt(2 ** 26, 2 ** 26, 1) });
  expect(new Set(tiles.map(tileKeyString)).size).toBe(tiles.length);
});
