import { expect, it } from 'vitest';
import { besides } from './draw-plate';

it('a plate stands after a place, before it where there is no room, and within what is free', () => {
  expect(besides(100, 80, [0, 400])).toBe(116);
  expect(besides(380, 80, [0, 400])).toBe(284);
  // On a phone neither side has room: it stays on the screen.
  expect(besides(60, 150, [0, 200])).toBe(0);
  expect(besides(150, 300, [20, 200])).toBe(20);
});
