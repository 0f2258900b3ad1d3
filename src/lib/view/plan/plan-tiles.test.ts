import { expect, test } from 'vitest';
import { chunkKeyString } from '../../core';
import { makePyramid } from '../pyramid.fixture';
import { tileKeyString } from '../tiles/tile-key';
import { cameraAt, headline, levelsOf, plan, sliceOf } from './plan-tiles.fixture';

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

test('tiles have different names', () => {
  const { tiles } = plan({ dataset: headline(), camera: cameraAt(2 ** 26, 2 ** 26, 1) });
  expect(new Set(tiles.map(tileKeyString)).size).toBe(tiles.length);
});
