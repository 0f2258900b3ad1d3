import { expect, it } from 'vitest';
import { nextRegion } from './next-region';

it.each([
  [0, 1, 3, 1],
  [2, 1, 3, 0],
  [0, -1, 3, 2],
  [-1, 1, 3, 0],
  [-1, -1, 3, 2],
  [0, 1, 1, 0],
  [-1, 1, 0, undefined],
] as const)('from %i by %i of %i regions leads to %s', (current, delta, count, next) => {
  expect(nextRegion(current, delta, count)).toBe(next);
});
