import { expect, test } from 'vitest';
import { halve, levelPlacement } from './mean-pyramid.mjs';

test('a halved volume holds the means of eight voxels, and of fewer where it sticks out', () => {
  const half = halve({ data: Float32Array.from({ length: 2 * 2 * 3 }, (_, i) => i), shape: [2, 2, 3] });
  expect(half.shape).toEqual([1, 1, 2]);
  expect(Array.from(half.data)).toEqual([(0 + 1 + 3 + 4 + 6 + 7 + 9 + 10) / 8, (2 + 5 + 8 + 11) / 4]);
});

test('a level of factor 4 is centred one and a half voxels after level 0', () => {
  expect(levelPlacement(2, 0.5)).toEqual([
    { type: 'scale', scale: [2, 2, 2] },
    { type: 'translation', translation: [0.75, 0.75, 0.75] },
  ]);
});
