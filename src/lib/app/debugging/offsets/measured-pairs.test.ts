import { expect, it } from 'vitest';
import type { Dataset } from '../../../core';
import { measuredPairs } from './measured-pairs';

const level = (factor: number, translation: number) => ({
  scale: [factor * 0.5, factor * 0.5],
  translation: [translation, translation],
});
/** Voxels of half a micrometre; level 1 begins where level 0 does, level 2 shares the centre of the first voxel of level 1. */
const dataset: Dataset = {
  ...{ id: 'd', name: 'd', location: 'd', dtype: 'uint8', voxelCenters: 'declared', generated: false },
  ...{ origin: '', warnings: [], channels: [{ name: '0', active: true }] },
  axes: ['y', 'x'].map((name) => ({ name, type: 'space' as const })),
  levels: [level(1, 0), level(2, 0.25), level(4, 0.25)],
};

it('tells in world units how far levels are from where their voxels belong', () => {
  const offsets = [
    // Means of two: half a voxel of the finer level.
    { level: 1, axis: 0, offset: 0.5 },
    { level: 1, axis: 1, offset: 0.55 },
    { level: 2, axis: 1, offset: 0.5 },
  ];
  const pairs = measuredPairs(dataset, { offsets });
  expect(pairs.get(1)).toMatchObject([
    { axis: 0, world: 0, isClear: false },
    { axis: 1, isClear: false },
  ]);
  expect(pairs.get(2)).toEqual([{ axis: 1, world: -0.5, isClear: true }]);
});

it('leaves out what the dataset does not have', () => {
  expect(measuredPairs(dataset, { offsets: [{ level: 3, axis: 0, offset: 0.5 }] }).size).toBe(0);
});
