import { expect, test } from 'vitest';
import type { Dataset } from '../../core';
import { makePyramid } from '../pyramid.fixture';
import { levelVolume, parentBrick, volumeBounds } from './level-volume';
import type { VolumeView } from './volume-view';

const view: VolumeView = { x: 2, y: 1, z: 0, position: [0, 0, 0], channels: [0] };

function pyramid(open?: readonly number[]): Dataset {
  const options = { axes: 'zyx', shape: [40, 100, 200], chunks: [1, 64, 128], levels: 3 };
  return makePyramid({ ...options, ...(open ? { open } : {}) });
}

test('a level is told in x, y, z from the low edge of its first voxel', () => {
  expect(levelVolume(pyramid(), view, 1)).toMatchObject({
    size: [100, 50, 20],
    scale: [2, 2, 2],
    origin: [-0.5, -0.5, -0.5],
    chunk: [128, 64, 1],
    bricks: [4, 2, 1],
  });
});

test('axes may be shown in any order', () => {
  expect(levelVolume(pyramid(), { ...view, x: 0, z: 2 }, 0)).toMatchObject({ size: [40, 100, 200] });
});

test('a level that is not open is reckoned from level 0', () => {
  expect(levelVolume(pyramid([0, 2]), view, 1)).toEqual(levelVolume(pyramid(), view, 1));
});

test('bounds are the outer edges of level 0', () => {
  expect(volumeBounds(pyramid(), view)).toEqual({ low: [-0.5, -0.5, -0.5], high: [199.5, 99.5, 39.5] });
});

test('the parent of a brick contains its centre, or is the nearest there is', () => {
  const [fine, coarse] = [levelVolume(pyramid(), view, 0), levelVolume(pyramid(), view, 1)];
  expect(parentBrick(fine, coarse, [5, 2, 1])).toEqual([2, 1, 0]);
  const shortened = { ...coarse, bricks: [2, 1, 1] as const };
  expect(parentBrick(fine, shortened, [5, 2, 1])).toEqual([1, 0, 0]);
});

test('bricks of levels with a factor of 3 have the parent that holds their middle', () => {
  const dataset = makePyramid({
    axes: 'zyx',
    shape: [300, 300, 300],
    chunks: [32, 32, 32],
    levels: 2,
    factor: 3,
  });
  const [fine, coarse] = [levelVolume(dataset, view, 0), levelVolume(dataset, view, 1)];
  expect([0, 2, 3, 8].map((x) => parentBrick(fine, coarse, [x, 0, 0])[0])).toEqual([0, 0, 1, 2]);
});
