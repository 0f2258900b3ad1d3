import { expect, it } from 'vitest';
import { stepIn } from './grid-keys';

const extent = { rows: 8, columns: 12, page: 3 };

it.each([
  ['ArrowUp', false, 1, 5],
  ['ArrowDown', false, 3, 5],
  ['ArrowLeft', false, 2, 4],
  ['ArrowRight', false, 2, 6],
  ['PageUp', false, 0, 5],
  ['PageDown', false, 5, 5],
  ['Home', false, 2, 0],
  ['End', false, 2, 11],
  ['Home', true, 0, 0],
  ['End', true, 7, 11],
  ['ArrowDown', true, 7, 5],
  ['ArrowRight', true, 2, 11],
])('%s, with Ctrl %s, leads to row %i and column %i', (key, ctrlKey, row, column) => {
  const press = { key, ctrlKey, metaKey: false, altKey: false };
  expect(stepIn(press, { row: 2, column: 5 }, extent)).toEqual({ row, column });
});

it('leaves other keys alone', () => {
  for (const key of ['Enter', 'a', 'constructor'])
    expect(
      stepIn({ key, ctrlKey: false, metaKey: false, altKey: false }, { row: 0, column: 0 }, extent),
    ).toBeUndefined();
});
