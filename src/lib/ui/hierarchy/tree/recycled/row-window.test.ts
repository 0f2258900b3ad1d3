import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowWindow, slotRows, type SlottedRow } from './row-window';

const span = (count: number, scrollPx: number) => ({ count, rowPx: 28, scrollPx, viewPx: 280 });

describe('the window of rows', () => {
  it('holds the rows in view and some beyond, as many at either end as in the middle', () => {
    expect(rowWindow(span(10_000, 0))).toEqual([0, 19]);
    expect(rowWindow(span(10_000, 28_010))).toEqual([996, 1015]);
    expect(rowWindow(span(10_000, 280_000 - 280))).toEqual([9981, 10_000]);
    expect(rowWindow(span(3, 0))).toEqual([0, 3]);
    expect(rowWindow(span(0, 0))).toEqual([0, 0]);
  });

  it('holds every row that is in view', () => {
    fc.assert(
      fc.property(
        fc.nat(20_000),
        fc.double({ min: 10, max: 100, noNaN: true }),
        fc.nat(2000),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (count, rowPx, viewPx, part) => {
          const scrollPx = part * Math.max(0, count * rowPx - viewPx);
          const [first, end] = rowWindow({ count, rowPx, scrollPx, viewPx });
          expect(first * rowPx <= scrollPx && first >= 0).toBe(true);
          expect(end === count || end * rowPx >= scrollPx + viewPx).toBe(true);
          expect(end <= count && first <= end).toBe(true);
        },
      ),
    );
  });
});

describe('rows and their elements', () => {
  const rowsOf = (keys: readonly number[]) => keys.map((key) => ({ key: String(key) }));
  const rows = rowsOf(Array.from({ length: 100 }, (_, i) => i));
  const from = (first: number, count = 5) => Array.from({ length: count }, (_, i) => first + i);
  const slots = (slotted: readonly SlottedRow<{ key: string }>[]) => slotted.map(({ slot }) => slot);

  it('stay together while a row is shown, and an element that is free takes the next row', () => {
    const before = slotRows(rows, from(0), []);
    expect(slots(before)).toEqual([0, 1, 2, 3, 4]);
    const after = slotRows(rows, from(1), before);
    expect(slots(after)).toEqual([1, 2, 3, 4, 0]);
    expect(after.slice(0, 4)).toEqual(before.slice(1));
    expect(after[0]).toBe(before[1]);
  });

  it('are not moved when all rows are others', () => {
    const before = slotRows(rows, from(0), []);
    expect(slots(slotRows(rows, from(50), before))).toEqual([0, 1, 2, 3, 4]);
  });

  it('are one for each row, in the order of the rows, whatever becomes of these', () => {
    const shownRows = fc.uniqueArray(fc.nat(30), { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(fc.tuple(shownRows, shownRows), { maxLength: 20 }), (steps) => {
        let slotted: readonly SlottedRow<{ key: string }>[] = [];
        for (const [keys, at] of steps) {
          const all = rowsOf(keys);
          const indices = at.filter((index) => index < all.length).sort((a, b) => a - b);
          const next = slotRows(all, indices, slotted);
          expect(next.map(({ index }) => index)).toEqual(indices);
          expect(next.every(({ row, index }) => row === all[index])).toBe(true);
          expect(new Set(slots(next)).size).toBe(next.length);
          for (const { row, slot } of next) {
            const old = slotted.find((each) => each.row.key === row.key);
            if (old) expect(slot).toBe(old.slot);
          }
          slotted = next;
        }
      }),
    );
  });
});
