import type { NumericArray } from './dtype';

/**
 * One decoded chunk: always the full chunk shape, also where it sticks out of its level.
 * Voxel `i` is `data[Σ i[a] · stride[a]]`; strides count elements, so C and Fortran order both need no copy.
 * `bool` is held as 0 and 1 in a Uint8Array, `float16` as Float32Array.
 */
export interface ChunkArray {
  readonly data: NumericArray;
  /** Store axis order. */
  readonly shape: readonly number[];
  readonly stride: readonly number[];
}
