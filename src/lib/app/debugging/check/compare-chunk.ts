import type { ChunkArray, NumericArray } from '../../../core';

/** Where a chunk lies in its level. */
export interface ChunkPlace {
  readonly level: number;
  /** In chunk units, store axis order. */
  readonly index: readonly number[];
}

/** What a chunk is compared with. */
export interface Truth {
  /** Values along the last axis from a voxel on, as chunks hold them. */
  row(level: number, index: readonly number[], length: number): NumericArray;
}

export interface ChunkShapes {
  /** Shape of the level, in voxels. */
  readonly shape: readonly number[];
  /** Rows of the chunk that are compared, at most; those between are passed over. */
  readonly maxRows: number;
}

/** How many of the voxels that were compared hold something else than they should. */
export interface Comparison {
  readonly compared: number;
  readonly wrong: number;
}

/** Compares a chunk with what its place should hold, as far as it lies in its level. */
export function compareChunk(
  chunk: ChunkArray,
  place: ChunkPlace,
  truth: Truth,
  { shape, maxRows }: ChunkShapes,
): Comparison {
  let [compared, wrong] = [0, 0];
  for (const { voxel, offset, length } of rowsOf(chunk, place, { shape, maxRows })) {
    const expected = truth.row(place.level, voxel, length);
    const step = chunk.stride.at(-1) ?? 1;
    for (let i = 0; i < length; i++) if (!isSame(chunk.data[offset + i * step], expected[i])) wrong += 1;
    compared += length;
  }
  return { compared, wrong };
}

/** One row of a chunk: where it begins in the level and in the chunk's data, and how much of it lies in the level. */
export interface ChunkRow {
  readonly voxel: readonly number[];
  /** Within the chunk. */
  readonly local: readonly number[];
  readonly offset: number;
  readonly length: number;
}

/** Rows along the last axis, evenly spread where there are more than `maxRows`; the first and the last are among them. */
export function* rowsOf(
  { shape: size, stride }: ChunkArray,
  { index }: ChunkPlace,
  { shape, maxRows }: ChunkShapes,
): Generator<ChunkRow> {
  const last = size.length - 1;
  const inside = size.map((edge, axis) =>
    Math.max(0, Math.min(edge, (shape[axis] ?? 0) - (index[axis] ?? 0) * edge)),
  );
  const counts = inside.slice(0, last);
  const rows = counts.reduce((product, count) => product * count, 1);
  const length = inside[last] ?? 0;
  if (rows === 0 || length === 0) return;
  const picked = Math.min(rows, maxRows);
  for (let n = 0; n < picked; n++) {
    let rest = picked === 1 ? 0 : Math.round((n * (rows - 1)) / (picked - 1));
    const local = new Array<number>(size.length).fill(0);
    for (let axis = last - 1; axis >= 0; axis--) {
      const count = counts[axis] ?? 1;
      local[axis] = rest % count;
      rest = Math.floor(rest / count);
    }
    const voxel = local.map((at, axis) => at + (index[axis] ?? 0) * (size[axis] ?? 1));
    const offset = local.reduce((sum, at, axis) => sum + at * (stride[axis] ?? 0), 0);
    yield { voxel, local, offset, length };
  }
}

/** Equal as numbers are; NaN is what it is. */
export function isSame(a: number | bigint | undefined, b: number | bigint | undefined): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}
