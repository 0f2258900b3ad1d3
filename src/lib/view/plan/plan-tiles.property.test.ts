import fc from 'fast-check';
import { expect, test } from 'vitest';
import { intersectRects, isEmptyRect, type ChunkKey, type Dataset, type Rect } from '../../core';
import { isInViewport } from '../camera-2d';
import { makePyramid } from '../pyramid.fixture';
import { levelPlane, voxelsToWorld } from '../tiles/level-plane';
import type { SliceView } from '../tiles/tile-key';
import { cameraAt, plan, sliceOf } from './plan-tiles.fixture';
import type { TilePlan } from './tile-plan';

function chunkWorld(dataset: Dataset, slice: SliceView, { level, index }: ChunkKey): Rect {
  const plane = levelPlane(dataset, slice, level);
  const x = (index[slice.horizontal] ?? NaN) * plane.chunkWidth;
  const y = (index[slice.vertical] ?? NaN) * plane.chunkHeight;
  return voxelsToWorld(plane, { x0: x, y0: y, x1: x + plane.chunkWidth, y1: y + plane.chunkHeight });
}

function bytesOf({ want }: TilePlan): number {
  return want.reduce((sum, { decodedBytes }) => sum + decodedBytes, 0);
}

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
