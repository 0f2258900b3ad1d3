import { makeDecodedArray } from '../../core';
import type { ChunkArray, NumericArray } from '../../core';
import type { ArrayRecord } from '../formats/zarr/array-record';

/** Puts chunks that hold the columns of the same rows side by side; `undefined` where one of them is not stored. */
export function joinColumns(
  pieces: readonly (ChunkArray | undefined)[],
  { shape, chunks, dtype }: ArrayRecord,
): ChunkArray | undefined {
  const [rows = 0, wide = 1] = chunks;
  const width = shape[1] ?? 0;
  const data = makeDecodedArray(dtype, rows * width);
  for (const [at, piece] of pieces.entries()) {
    if (!piece) return undefined;
    copyColumns(piece, data, { rows, width, first: at * wide });
  }
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
