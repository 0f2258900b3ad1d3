import { makeDecodedArray, type DType, type NumericArray } from '../../core';

/** Returns one voxel as absent chunks hold it. */
export function fillVoxel(dtype: DType, fillValue: number | string): NumericArray {
  const voxel = makeDecodedArray(dtype, 1);
  voxel[0] = (dtype === 'int64' || dtype === 'uint64' ? BigInt(fillValue) : Number(fillValue)) as never;
  return voxel;
}
