import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../core';
import { levelPlane, sliceIndex } from './level-plane';

/** Levels of a z, y, x image: length, scale and translation of each along z. */
function imageOf(levels: readonly { size: number; scale: number; translation: number }[]): Dataset {
  return {
    id: 'd',
    axes: ['z', 'y', 'x'].map((name) => ({ name, type: 'space' })),
    levels: levels.map(({ size, scale, translation }) => ({
      scale: [scale, 1, 1],
      translation: [translation, 0, 0],
      array: { shape: [size, 64, 64], chunks: [4, 64, 64], fillValue: 0 },
    })),
  } as unknown as Dataset;
}

function sliceAt(dataset: Dataset, level: number, world: number): number | undefined {
  const slice = { horizontal: 2, vertical: 1, position: [world, 0, 0], channels: [0] };
  return sliceIndex(dataset, slice, levelPlane(dataset, slice, level), 0)?.[0];
}

describe('the slice that a level shows', () => {
  it.each([
    ['as means of two are placed', 0.5, [0, 0, 1, 1, 2, 2, 3, 3]],
    ['as every second voxel is placed', 0, [0, 1, 1, 2, 2, 3, 3, undefined]],
    ['where a level begins late', 3.5, [undefined, undefined, undefined, 0, 0, 1, 1, 2]],
  ])('is the one that holds the place, %s', (_, translation, expected) => {
    const dataset = imageOf([
      { size: 8, scale: 1, translation: 0 },
      { size: 4, scale: 2, translation },
    ]);
    expect(expected.map((__, z) => sliceAt(dataset, 0, z))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(expected.map((__, z) => sliceAt(dataset, 1, z))).toEqual(expected);
  });

  it('is the voxel whose half-voxel surroundings hold the place, and none outside', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 64 }),
        fc.constantFrom(1, 2, 3, 4, 8),
        fc.integer({ min: -64, max: 64 }),
        fc.integer({ min: -400, max: 400 }),
        (size, scale, quarters, at) => {
          const [translation, world] = [quarters / 4, at / 4];
          const index = sliceAt(imageOf([{ size, scale, translation }]), 0, world);
          const holds = Array.from({ length: size }, (_, i) => i * scale + translation).findIndex(
            (center) => world >= center - scale / 2 && world < center + scale / 2,
          );
          expect(index ?? -1).toBe(holds);
        },
      ),
    );
  });
});
