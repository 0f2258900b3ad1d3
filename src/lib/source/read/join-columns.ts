import { makeDecodedArray } from '../../core';
import type { ChunkArray, NumericArray } from '../../core';
import type { ArrayRecord } from '../formats/zarr/array-record';

/**
 * Puts chunks that hold the columns of the same rows side by side. One that is not stored holds the fill value; `undefined` where
 * none of them is stored.
 */
export function joinColumns(
  pieces: readonly (ChunkArray | undefined)[],
  { shape, chunks, dtype, fillValue }: ArrayRecord,
): ChunkArray | undefined {
  if (pieces.every((piece) => piece === undefined)) return undefined;
  const [rows = 0, wide = 1] = chunks;
  const width = shape[1] ?? 0;
  const data = makeDecodedArray(dtype, rows * width);
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) data.fill(BigInt(fillValue));
  else data.fill(Number(fillValue));
  for (const [at, piece] of pieces.entries())
    if (piece) copyColumns(piece, data, { rows, width, first: at * wide });
  return { data, shape: [rows, width], stride: [width, 1] };
}

function copyColumns(
  { data, shape, stride }: ChunkArray,
  to: NumericArray,
  { rows, width, first }: { readonly rows: number; readonly width: number; readonly first: number },
): void {
  const [down = 1, across = 1] = stride;
  const columns = Math.min(shape[1] ?? 0, width - first);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      to[row * width + first + column] = data[row * down + column * across] ?? 0;
}
