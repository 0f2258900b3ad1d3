import { describe, expect, it } from 'vitest';
import { makeTileGrid, pieceCount } from '../../view';
import { TileRecord } from './tile-record';

const grid = makeTileGrid(
  { shape: [300, 300], chunks: [128, 128], fillValue: 0 },
  { dataset: 'd', level: 0, horizontal: 1, vertical: 0, slice: [0, 0], column: 0, row: 0 },
);

describe('TileRecord', () => {
  it('has nothing to draw at first', () => {
    expect(new TileRecord(grid, 0).residency()).toEqual({ complete: false, parts: [] });
  });

  it('joins pieces that arrived together, and leaves out the gutter', () => {
    const record = new TileRecord(grid, 0);
    for (let piece = 0; piece < pieceCount(grid); piece++) record.fill(piece, 5);
    expect(record.isFull).toBe(true);
    const { complete, parts } = record.residency();
    expect(complete).toBe(true);
    expect(parts).toEqual([{ x0: 0, y0: 0, x1: 256, y1: 256, since: 5 }]);
  });

  it('keeps what arrived later apart until its fade has ended', () => {
    const record = new TileRecord(grid, 0);
    record.fill(0, 0);
    record.fill(1, 100);
    expect(record.parts).toHaveLength(2);
    expect(record.residency(50).parts).toHaveLength(1);
    record.settle(undefined, 100);
    expect(record.parts).toEqual([{ x0: 0, y0: 0, x1: 256, y1: 128, since: -Infinity }]);
  });

  it('covers exactly what arrived', () => {
    const record = new TileRecord(grid, 0);
    for (const piece of [0, 4]) record.fill(piece, 0);
    const area = record.parts.reduce((sum, { x0, y0, x1, y1 }) => sum + (x1 - x0) * (y1 - y0), 0);
    expect(area).toBe(2 * 128 * 128);
  });
});
