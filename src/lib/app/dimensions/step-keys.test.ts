import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexByKey } from './step-keys';

const press = (key: string, shiftKey = false) => ({ key, shiftKey });

describe('indexByKey', () => {
  it.each([
    ['ArrowRight', false, 41],
    ['ArrowUp', false, 41],
    ['ArrowLeft', false, 39],
    ['ArrowDown', false, 39],
    ['ArrowRight', true, 50],
    ['ArrowLeft', true, 30],
    ['PageUp', false, 60],
    ['PageDown', false, 20],
    ['Home', false, 0],
    ['End', false, 199],
  ] as const)('%s (Shift: %s) leads from 40 of 200 to %i', (key, shift, index) => {
    expect(indexByKey(press(key, shift), { index: 40, count: 200 })).toBe(index);
  });

  it('leaves other keys alone', () => {
    expect(indexByKey(press('Enter'), { index: 3, count: 9 })).toBeUndefined();
  });

  it('goes at least one step by page keys, and never leaves the axis', () => {
    expect(indexByKey(press('PageUp'), { index: 0, count: 3 })).toBe(1);
    const keys = fc.constantFrom('ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End');
    fc.assert(
      fc.property(
        keys,
        fc.boolean(),
        fc.integer({ min: 1, max: 1e8 }),
        fc.double({ min: 0, max: 1 }),
        (...given) => {
          const [key, shift, count, at] = given;
          const from = Number.isNaN(at) ? 0 : Math.floor(at * (count - 1));
          const index = indexByKey(press(key, shift), { index: from, count }) ?? -1;
          expect(index).toBeGreaterThanOrEqual(0);
          expect(index).toBeLessThan(count);
        },
      ),
    );
  });
});
