import { expect, it } from 'vitest';
import { progressiveTuning, type Tuning } from '../../core';
import { chooseLevel } from './choose-level';
import { cameraAt, headline, levelsOf, plan } from './plan-tiles.fixture';

/** Levels that the middle of the headline image wants where level 3 is aimed for. */
function levels(tuned: Partial<Tuning>): number[] {
  const scene = { dataset: headline(), camera: cameraAt(2 ** 26, 2 ** 26, 1 / 8) };
  const { want } = plan({ ...scene, limits: { tuning: { ...progressiveTuning, ...tuned } } });
  return levelsOf(want.map(({ key }) => key)).sort((a, b) => a - b);
}

it('loads a level between where stand-ins would be magnified more than is tuned', () => {
  const loose = { extraChunks: 1 };
  expect(levels(loose)).toEqual([3, 6, 17]);
  expect(levels({ ...loose, magnification: 4 })).toEqual([3, 5, 17]);
});

it('adds no level between that costs more chunks than is tuned', () => {
  expect(levels({ extraChunks: 1, magnification: 4 })).toEqual([3, 5, 17]);
  expect(levels({ extraChunks: 0, magnification: 4 })).toEqual([3, 17]);
});

it('leaves a level as late as is tuned', () => {
  const voxelPx = [0.7, 1.5, 3];
  const choose = (hysteresis: number) =>
    chooseLevel(voxelPx, { bias: 1, previous: 1, tuning: { ...progressiveTuning, hysteresis } });
  expect([1, 1.1, 2].map(choose)).toEqual([0, 1, 1]);
});

it('takes a finer level once voxels are as wide as is tuned', () => {
  const choose = (voxelPx: number) =>
    chooseLevel([0.7, 1.5, 3], { bias: 1, tuning: { ...progressiveTuning, voxelPx } });
  expect([1, 2, 4].map(choose)).toEqual([0, 1, 2]);
});
