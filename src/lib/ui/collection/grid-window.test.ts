import { describe, expect, it } from 'vitest';
import { gridWindow, plateCell, range, scrollTo } from './grid-window';

const span = (count: number, scroll: number) => ({ count, cell: 50, scroll, view: 200 });

describe('the window of a grid', () => {
  it('holds what is in view and one cell more on each side, however large the grid', () => {
    expect(gridWindow(span(1e6, 500_000), span(3, 0))).toEqual({ rows: [9999, 10_005], columns: [0, 3] });
    expect(gridWindow(span(1e6, 0), span(1e6, 75))).toEqual({ rows: [0, 5], columns: [0, 7] });
  });

  it('is empty beyond the end', () => {
    expect(gridWindow(span(2, 5000), span(0, 0))).toEqual({ rows: [2, 2], columns: [0, 0] });
    expect([range([2, 2]), range([3, 6])]).toEqual([[], [3, 4, 5]]);
  });
});

describe('scrolling to a cell', () => {
  it('goes no further than it must', () => {
    expect([0, 1, 4, 5, 6].map((index) => scrollTo(index, span(100, 60)))).toEqual([0, 50, 60, 100, 150]);
  });
});

describe('the cells of a plate', () => {
  it.each([
    [12, 1, 100],
    [12, 8, 80],
    [48, 32, 56],
    [2, 1, 160],
    [0, 0, 160],
  ])('of %i columns and %i rows are %i px wide on 1200 × 640', (columns, rows, cell) => {
    expect(plateCell([1200, 640], { rows, columns }, [56, 160])).toBe(cell);
  });
});
