import { describe, expect, it } from 'vitest';
import type { ArrayRecord } from '../formats/zarr/array-record';
import { joinColumns } from './join-columns';

const array = { shape: [4, 3], chunks: [2, 1], dtype: 'float64', fillValue: 0 } as unknown as ArrayRecord;
const column = (...values: number[]) => ({ data: Float64Array.from(values), shape: [2, 1], stride: [1, 1] });

describe('joinColumns', () => {
  it('puts columns side by side', () => {
    const joined = joinColumns([column(1, 2), column(3, 4), column(5, 6)], array);
    expect(joined).toEqual({ data: Float64Array.of(1, 3, 5, 2, 4, 6), shape: [2, 3], stride: [3, 1] });
  });

  it('takes a column that is not stored for its fill value, and all of them for nothing', () => {
    const joined = joinColumns([undefined, column(3, 4), column(5, 6)], array);
    expect(joined?.data).toEqual(Float64Array.of(0, 3, 5, 0, 4, 6));
    expect(joinColumns([undefined, undefined, undefined], array)).toBeUndefined();
    const long = { ...array, dtype: 'int64', fillValue: '-7' } as ArrayRecord;
    const values = { data: BigInt64Array.of(1n, 2n), shape: [2, 1], stride: [1, 1] };
    expect(joinColumns([values, undefined, values], long)?.data).toEqual(
      BigInt64Array.of(1n, -7n, 1n, 2n, -7n, 2n),
    );
  });
});
