import { describe, expect, it } from 'vitest';
import { mergeRanges } from './merged-ranges';

describe('parts of one object', () => {
  it('are merged over gaps of up to 32 KiB, into up to 8 MiB', () => {
    const kib = 1024;
    const spans = [0, 10, 52, 9000, 13_000].map((at) => ({ offset: at * kib, length: 10 * kib }));
    const merged = mergeRanges([...spans].reverse());
    expect(merged.map(({ offset, length }) => [offset / kib, length / kib])).toEqual([
      [0, 62],
      [9000, 10],
      [13_000, 10],
    ]);
    const long = Array.from({ length: 9 }, (_, i) => ({ offset: i * 2 ** 20, length: 2 ** 20 }));
    expect(mergeRanges(long).map(({ length }) => length / 2 ** 20)).toEqual([8, 1]);
  });
});
