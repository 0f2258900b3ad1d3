import { expect, it } from 'vitest';
import type { Dataset } from '../../core';
import { makeProjection, recipeOf } from './projection';

/** Ten planes of 8 × 8 voxels, and five at level 1, each as thick as two. */
const stored: Dataset = {
  ...{ id: 'store', name: 'store', location: 'store', dtype: 'uint8', channels: [], origin: '' },
  ...{ voxelCenters: 'declared', generated: false, warnings: [], keepRoot: 'k', levelPaths: ['0', '1'] },
  axes: ['z', 'y', 'x'].map((name) => ({ name, type: 'space' as const })),
  levels: [
    {
      ...{ scale: [1, 1, 1], translation: [0, 0, 0] },
      array: { shape: [10, 8, 8], chunks: [4, 8, 8], fillValue: 0 },
    },
    {
      ...{ scale: [2, 2, 2], translation: [0.5, 0.5, 0.5] },
      array: { shape: [5, 4, 4], chunks: [4, 8, 8], fillValue: 0 },
    },
  ],
};
const steps = { scale: 1, translation: 0, count: 10 };

it('has a voxel for each step of the slider, at every level, and another name for every range', () => {
  const { made } = makeProjection(stored, 'max', [{ axis: 0, steps, left: 2, right: 3 }]);
  expect(made.levels.map(({ array }) => array?.shape)).toEqual([
    [10, 8, 8],
    [10, 4, 4],
  ]);
  expect(made.levels.map(({ array }) => array?.chunks[0])).toEqual([1, 1]);
  expect(made.levels.map(({ scale }) => scale[0])).toEqual([1, 1]);
  expect(made.keepRoot).toBeUndefined();
  const other = makeProjection(stored, 'max', [{ axis: 0, steps, left: 2, right: 2 }]);
  expect(other.made.id).not.toBe(made.id);
});

it('says what each chunk is made of, at its own level and at the finest', () => {
  const projection = makeProjection(stored, 'sum', [{ axis: 0, steps, left: 2, right: 3 }]);
  const at = (level: number, z: number) => recipeOf(projection, { dataset: '', level, index: [z, 0, 0] });
  expect(at(0, 4)).toEqual({ ranges: [{ from: 2, to: 8 }], count: 6, finestCount: 6 });
  expect(at(1, 4)).toEqual({ ranges: [{ from: 1, to: 4 }], count: 3, finestCount: 6 });
  expect(at(0, 0)).toEqual({ ranges: [{ from: 0, to: 4 }], count: 4, finestCount: 4 });
});

it('says at most how many stored chunks one takes', () => {
  const { made } = makeProjection(stored, 'mean', [{ axis: 0, steps, left: 2, right: 3 }]);
  expect(made.levels.map(({ madeFrom }) => madeFrom?.chunks)).toEqual([3, 2]);
  expect(made.levels[0]?.madeFrom?.chunkBytes).toBe(256);
});
