import { expect, it } from 'vitest';
import { LabelRoom } from './label-room';

it('gives no two labels of a group the same room', () => {
  const room = new LabelRoom();
  expect(room.take('a', { x: 0, y: 0, width: 50 })).toBe(true);
  expect(room.take('a', { x: 40, y: 3, width: 50 })).toBe(false);
  expect(room.take('a', { x: 40, y: 19, width: 50 })).toBe(false);
  expect(room.take('a', { x: 60, y: 3, width: 50 })).toBe(true);
  expect(room.take('a', { x: 0, y: 60, width: 50 })).toBe(true);
  expect(room.take('b', { x: 0, y: 0, width: 50 })).toBe(true);
});
