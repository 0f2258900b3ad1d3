import { expect, it } from 'vitest';
import { sizeText } from './size-text';

it.each([
  [{ t: 10, c: 3, y: 1024, x: 2048 }, '2,048 × 1,024, c 3, t 10'],
  [{ z: 5 }, 'z 5'],
  [{}, ''],
])('%j is %s', (size, text) => {
  expect(sizeText(size as Record<string, number>)).toBe(text);
});
