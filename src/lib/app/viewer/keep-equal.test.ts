import { expect, it } from 'vitest';
import { keepEqual } from './keep-equal';

it('keeps the previous value when the next one says the same', () => {
  const previous = [{ a: 1, b: [NaN, 2], c: undefined }];
  expect(keepEqual(previous, [{ a: 1, b: [NaN, 2], c: undefined }])).toBe(previous);
});

it.each([
  [[1], [1, 2]],
  [{ a: 1 }, { a: 2 }],
  [{ a: 1 }, { b: 1 }],
  [[], {}],
  [null, {}],
])('takes the next value when it differs: %j, %j', (previous: unknown, next: unknown) => {
  expect(keepEqual(previous, next)).toBe(next);
});
