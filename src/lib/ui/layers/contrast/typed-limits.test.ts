import { expect, it } from 'vitest';
import { enterLimit, type TypedLimits } from './typed-limits';

const none: TypedLimits = [undefined, undefined];

it('takes a limit, and leaves the other as it is', () => {
  expect(enterLimit('low', 20, { typed: none, contrast: [0, 100] })).toEqual({
    contrast: [20, 100],
    typed: none,
  });
});

it('keeps a limit beyond the other until that is typed too, in either order', () => {
  const low = enterLimit('low', 500, { typed: none, contrast: [0, 100] });
  expect(low).toEqual({ typed: [500, undefined] });
  expect(enterLimit('high', 900, { typed: low.typed, contrast: [0, 100] }).contrast).toEqual([500, 900]);
  const high = enterLimit('high', -5, { typed: none, contrast: [0, 100] });
  expect(high).toEqual({ typed: [undefined, -5] });
  expect(enterLimit('low', -9, { typed: high.typed, contrast: [0, 100] }).contrast).toEqual([-9, -5]);
});

it('takes back a limit that waited, when it is typed anew', () => {
  const waiting = enterLimit('low', 500, { typed: none, contrast: [0, 100] });
  expect(enterLimit('low', 50, { typed: waiting.typed, contrast: [0, 100] })).toEqual({
    contrast: [50, 100],
    typed: none,
  });
});
