import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chunkKeyString, isEmptyRect, type Dataset } from '../../core';
import { fitCamera3D, planBricks, planTiles, zoomAbout3D, type ChunkWant } from '../../view';
import { makeImage } from '../session/image.fixture';
import { tunings } from './tuning.fixture';

function imageOf(axes: string, side: number, chunk: number): Dataset {
  const image = makeImage({ axes, shape: [...axes].map(() => side), levels: 7 });
  const levels = image.levels.map((level) => ({
    ...level,
    ...(level.array && { array: { ...level.array, chunks: level.array.chunks.map(() => chunk) } }),
  }));
  return { ...image, levels };
}

const flat = imageOf('yx', 2 ** 14, 128);
const volume = imageOf('zyx', 2 ** 11, 48);
const bytesOf = (want: readonly ChunkWant[]) => want.reduce((sum, { decodedBytes }) => sum + decodedBytes, 0);
const parts = fc.double({ min: 0, max: 1, noNaN: true });
const powers = fc.double({ min: -6, max: 2, noNaN: true });
const bytes = fc.constantFrom(2 ** 16, 2 ** 21, 2 ** 26);

function expectEachOnce(want: readonly ChunkWant[]): void {
  expect(new Set(want.map(({ key }) => chunkKeyString(key))).size).toBe(want.length);
}

test('slices are planned within their limits, whatever is tuned, and something of what is seen is wanted', () => {
  fc.assert(
    fc.property(tunings, fc.tuple(parts, parts), powers, bytes, (tuning, [fx, fy], power, maxChunkBytes) => {
      const camera = {
        ...{ center: [fx * 2 ** 14, fy * 2 ** 14] as const, zoom: 2 ** power },
        ...{ turn: 0, width: 800, height: 600, pixelRatio: 1 },
      };
      const slice = { horizontal: 1, vertical: 0, position: [0, 0], channels: [0] };
      const limits = { maxTiles: 60, maxChunkBytes, level: 'auto' as const, bias: 1, tuning };
      const { tiles, want, view, level } = planTiles({ dataset: flat, slice, camera }, limits);
      expect(tiles.length).toBeLessThanOrEqual(60);
      expectEachOnce(want);
      if (want.length > 1) expect(bytesOf(want)).toBeLessThanOrEqual(maxChunkBytes);
      if (isEmptyRect(view)) return;
      expect(want.length).toBeGreaterThan(0);
      if (!tuning.standIns) expect(want.every(({ key }) => key.level === level)).toBe(true);
    }),
  );
});

test('volumes are planned within their limits, whatever is tuned, most urgent first', () => {
  fc.assert(
    fc.property(
      tunings,
      fc.tuple(parts, parts, parts),
      powers,
      bytes,
      (tuning, place, power, maxChunkBytes) => {
        const bounds = { low: [-0.5, -0.5, -0.5], high: [2047.5, 2047.5, 2047.5] } as const;
        const screen = { width: 400, height: 300, pixelRatio: 1 };
        const home = fitCamera3D(bounds, { ...screen, rotation: [0, 0, 0, 1], perspective: 40 });
        const [x, y, z] = place;
        const camera = zoomAbout3D(home, 2 ** (power + 2), [x * 2047, y * 2047, z * 2047]);
        const view = { x: 2, y: 1, z: 0, position: [0, 0, 0], channels: [0] };
        const limits = { maxBricks: 200, maxChunkBytes, level: 'auto' as const, bias: 1, tuning };
        const { bricks, want } = planBricks({ dataset: volume, view, camera }, limits);
        expect(bricks.length).toBeLessThanOrEqual(200);
        expectEachOnce(want);
        if (want.length > 1) expect(bytesOf(want)).toBeLessThanOrEqual(maxChunkBytes);
        want
          .slice(1)
          .forEach(({ priority }, at) => expect(priority).toBeGreaterThanOrEqual(want[at]?.priority ?? 0));
      },
    ),
    { numRuns: 40 },
  );
});
