import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { voxelAt, voxelCenter } from '../../../core';
import { stepsAtPlaces } from './level-steps';
import { finish } from './parts.fixture';

describe('stepsAtPlaces', () => {
  it('is every step whose chunk is there', () => {
    const transform = { scale: 1, translation: 0 };
    const level = { transform: { scale: 2, translation: 0.5 }, size: 10, chunk: 4 };
    expect(finish(stepsAtPlaces({ count: 20, transform }, level, [0, 2]))).toEqual([
      [0, 8],
      [16, 20],
    ]);
  });

  it('agrees with asking step by step, whichever way the axes run and wherever the level lies', () => {
    const transform = fc.record({
      scale: fc.constantFrom(1, 2, 0.5, 1 / 3, -1, -0.7),
      translation: fc.constantFrom(0, 0.5, -7, 3.25, 1e9, -1e15),
    });
    const level = fc.record({
      transform,
      size: fc.integer({ min: 1, max: 40 }),
      chunk: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(
        transform,
        level,
        fc.uniqueArray(fc.nat(8)),
        fc.integer({ min: 1, max: 60 }),
        (...given) => {
          const [slider, own, held, count] = given;
          const places = held.filter((place) => place * own.chunk < own.size).sort((a, b) => a - b);
          const runs = finish(stepsAtPlaces({ count, transform: slider }, own, places));
          for (let step = 0; step < count; step++) {
            const voxel = voxelAt(voxelCenter(step, slider), own.transform);
            const isBeyond = voxel < 0 || voxel >= own.size;
            const isHere = isBeyond || places.includes(Math.floor(voxel / own.chunk));
            expect(runs.some(([from, to]) => step >= from && step < to)).toBe(isHere);
          }
        },
      ),
    );
  });
});
