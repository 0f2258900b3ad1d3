import { describe, expect, it } from 'vitest';
import type { ChunkKey } from '../../../core';
import type { LoadEntry } from '../loads/load-entry';
import { arrivalOf, arrivalRanks, type ChunkArrivals } from './arrival';

const key = (x: number): ChunkKey => ({ dataset: 'image', level: 0, index: [0, x] });
const load = (number: number, x: number, more: Partial<LoadEntry> = {}): LoadEntry => ({
  ...{ key: key(x), number, wantedMs: 10 * number, startedMs: 10 * number + 1, encodedBytes: 9 },
  ...{ decodedBytes: 16, endedMs: 10 * number + 5, outcome: 'ok', way: 'network', ...more },
});

const lastArrivals = (loads: readonly LoadEntry[]): ChunkArrivals => ({
  version: 0,
  lastArrival: ({ index }) => loads.find((one) => one.key.index.join() === index.join()),
});

describe('arrival of a cell', () => {
  it('is that of the chunk that came last, and lasts from the first wish', () => {
    const arrivals = lastArrivals([load(0, 1, { way: 'disk' }), load(1, 2), load(2, 3)]);
    expect(arrivalOf([key(1), key(2)], arrivals)).toEqual({
      ...{ way: 'network', isMixed: true, tookMs: 15, atMs: 15, number: 1 },
    });
    expect(arrivalOf([key(2), key(3)], arrivals)).toMatchObject({ isMixed: false, tookMs: 15 });
  });

  it('is not known where one of its chunks came before anything was recorded, or nothing was read', () => {
    expect(arrivalOf([key(1), key(2)], lastArrivals([load(0, 1)]))).toBeUndefined();
    const { way, ...unread } = load(0, 1);
    expect(way).toBe('network');
    expect(arrivalOf([key(1)], lastArrivals([unread]))).toBeUndefined();
    expect(arrivalOf([], lastArrivals([]))).toBeUndefined();
  });
});

it('cells are ranked by when they were complete, those together alike', () => {
  const arrivals = lastArrivals([load(0, 1, { endedMs: 90 }), load(1, 2), load(2, 3)]);
  const cells = [[1], [2], [2, 3], [3], [4]].map((xs) => {
    const arrival = arrivalOf(xs.map(key), arrivals);
    return arrival ? { arrival } : {};
  });
  const ranks = arrivalRanks(cells);
  expect(cells.map(({ arrival }) => arrival && ranks.get(arrival.number))).toEqual([3, 1, 2, 2, undefined]);
});
