import { expect, it } from 'vitest';
import type { DimensionModel } from '../../app';
import { bandOf, distanceText, reachText } from './reach-text';

const dimension: DimensionModel = {
  ...{ axis: 'z', unit: 'micrometer', index: 10, count: 21, value: 5, step: 0.5, shownIndex: 10 },
  ...{ playing: false, fps: 10, loop: 'loop', direction: 1, waitForData: false },
  reach: [2, 3],
};

it('says how thick slices are, in the unit of the axis', () => {
  expect(reachText(dimension)).toBe('2.0 µm before and 3.0 µm after');
  expect(reachText({ ...dimension, reach: [0, 0] })).toBeUndefined();
  expect(distanceText(0.25, 0.5)).toBe('0.25');
});

it('marks the part of the track that a slice takes, and no more than the track', () => {
  expect(bandOf(dimension)).toEqual({ from: 0.3, to: 0.8 });
  expect(bandOf({ ...dimension, reach: [100, 100] })).toEqual({ from: 0, to: 1 });
  expect(bandOf({ ...dimension, step: -0.5 })).toEqual({ from: 0.2, to: 0.7 });
});
