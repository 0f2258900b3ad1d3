import { expect, test } from 'vitest';
import type { Rect } from '../../core';
import { fitCamera } from '../camera-2d';
import { makePyramid } from '../pyramid.fixture';
import { decodedChunkBytes, worldExtentRect } from '../tiles/level-plane';
import { cameraAt, headline, levelsOf, plan, sliceOf } from './plan-tiles.fixture';
import type { TilePlan } from './tile-plan';

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
