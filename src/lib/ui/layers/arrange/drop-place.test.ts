import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dropPlace, placeAfterDrop } from './drop-place';

const rows = [0, 40, 200].map((top, at) => ({ top, bottom: [40, 200, 240][at] ?? 0 }));

it('drops before the row whose middle is below the pointer, and at the end below all', () => {
  expect([-5, 19, 21, 119, 121, 219, 221, 999].map((y) => dropPlace(rows, y))).toEqual([
    0, 0, 1, 1, 2, 2, 3, 3,
  ]);
});

it('a row dropped next to itself stays where it is, and any other place is kept', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.nat(8), fc.nat(9), (count, from, place) => {
      fc.pre(from < count && place <= count);
      const names = Array.from({ length: count }, (_, i) => i);
      const rest = names.filter((name) => name !== from);
      const to = placeAfterDrop(from, place);
      const moved = [...rest.slice(0, to), from, ...rest.slice(to)];
      const before = names[place];
      if (place === from || place === from + 1) expect(moved).toEqual(names);
      else if (before !== undefined) expect(moved.indexOf(from)).toBe(moved.indexOf(before) - 1);
      else expect(moved.at(-1)).toBe(from);
    }),
  );
});
