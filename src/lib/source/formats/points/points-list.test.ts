import { describe, expect, it, test } from 'vitest';
import { dtypes, makeDecodedArray, type ChunkArray, type Dataset, type DType } from '../../../core';
import { joinColumns } from '../../read/join-columns';
import type { ArrayRecord } from '../zarr/array-record';
import { openPointsList } from './points-list';

const ROWS = 5;
const columnNames: Readonly<Record<number, readonly string[]>> = {
  2: ['y', 'x'],
  3: ['z', 'y', 'x'],
  4: ['t', 'z', 'y', 'x'],
  5: ['t', 'c', 'z', 'y', 'x'],
};

function arrayOf(shape: readonly number[], chunks: readonly number[], dtype: DType): ArrayRecord {
  return { shape, chunks, dtype, codecs: [], chunkKeys: { name: 'default', separator: '/' }, fillValue: 0 };
}

function datasetOf(dtype: DType): Dataset {
  return { id: 'list', name: 'list', dtype, channels: [], warnings: [] } as unknown as Dataset;
}

/** The chunk whose value in row `r` and column `c` is `value(r, c)`, in the type's own array. */
function chunkOf(dtype: DType, width: number, value: (row: number, column: number) => number): ChunkArray {
  const data = makeDecodedArray(dtype, ROWS * width);
  const isWide = data instanceof BigInt64Array || data instanceof BigUint64Array;
  for (let at = 0; at < data.length; at++) {
    const one = value(Math.floor(at / width), at % width);
    data[at] = isWide ? BigInt(one) : one;
  }
  return { data, shape: [ROWS, width], stride: [width, 1] };
}

describe('RFC row 59: a list of points', () => {
  test.each([2, 3, 4, 5].flatMap((width) => dtypes.map((dtype) => ({ width, dtype }))))(
    'of $width coordinates of type $dtype opens, with its axes and as far as it reaches',
    async ({ width, dtype }) => {
      const most = dtype === 'bool' ? 1 : 20;
      const chunk = chunkOf(dtype, width, (row, column) => Math.min(most, row * 4 + column));
      const dataset = await openPointsList({
        dataset: datasetOf(dtype),
        array: arrayOf([ROWS, width], [ROWS, width], dtype),
        read: () => Promise.resolve(chunk),
      });
      expect(dataset.axes.map(({ name }) => name)).toEqual(columnNames[width]);
      expect(dataset.points).toMatchObject({ count: ROWS, parts: 1, rows: ROWS });
      const lows = Array.from({ length: width }, (_, column) => Math.min(most, column));
      const highs = lows.map((_, column) => Math.min(most, (ROWS - 1) * 4 + column));
      expect(dataset.levels[0]?.translation).toEqual(lows);
      expect(dataset.levels[0]?.array?.shape).toEqual(highs.map((high, at) => high - (lows[at] ?? 0) + 1));
      expect(dataset.id).not.toBe('list');
    },
  );

  it('of fractions has steps of a hundredth to a thousandth of how far it reaches', async () => {
    const chunk = chunkOf('float64', 2, (row) => row * 0.125 + 0.5);
    const array = arrayOf([ROWS, 2], [ROWS, 2], 'float64');
    const read = () => Promise.resolve(chunk);
    const { levels } = await openPointsList({ dataset: datasetOf('float64'), array, read });
    expect(levels[0]?.scale).toEqual([0.001, 0.001]);
    expect(levels[0]?.array?.shape).toEqual([501, 501]);
  });

  it('that is large is sampled, and says so', async () => {
    const parts: number[] = [];
    const array = arrayOf([ROWS * 1000, 2], [ROWS, 2], 'float64');
    const chunk = chunkOf('float64', 2, (row) => row);
    const read = (part: number) => (parts.push(part), Promise.resolve(chunk));
    const { warnings } = await openPointsList({ dataset: datasetOf('float64'), array, read });
    expect(parts).toHaveLength(8);
    expect([parts[0], parts.at(-1)]).toEqual([0, 999]);
    expect(warnings.join()).toContain('8 of 1000 chunks');
  });

  it.each([
    [[10], 'has the shape 10'],
    [[10, 6], '2 to 5 coordinates'],
    [[10, 1], '2 to 5 coordinates'],
    [[10, 10, 3], '2 to 5 coordinates'],
  ])('is no array of shape %j', async (shape, reason) => {
    const array = arrayOf(shape, shape, 'float64');
    const opening = openPointsList({
      dataset: datasetOf('float64'),
      array,
      read: () => Promise.reject(new Error()),
    });
    await expect(opening).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining(reason),
    });
  });

  it('refuses coordinates too far away, and chunks too large', async () => {
    const far = chunkOf('float64', 2, () => 1e300);
    const small = arrayOf([ROWS, 2], [ROWS, 2], 'float64');
    const open = (array: ArrayRecord) =>
      openPointsList({ dataset: datasetOf('float64'), array, read: () => Promise.resolve(far) });
    await expect(open(small)).rejects.toMatchObject({ code: 'unsupported' });
    await expect(open(arrayOf([1e8, 2], [1e8, 2], 'float64'))).rejects.toMatchObject({
      code: 'chunk-too-large',
    });
  });

  it('is read whole where its columns are chunks of their own', () => {
    const column = (at: number) => chunkOf('float32', 1, (row) => row * 10 + at);
    const array = arrayOf([ROWS, 3], [ROWS, 1], 'float32');
    const joined = joinColumns([column(0), column(1), column(2)], array);
    expect([...(joined?.data ?? [])].slice(0, 6)).toEqual([0, 1, 2, 10, 11, 12]);
  });
});
