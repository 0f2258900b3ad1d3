import type { ChunkArray, LevelArray, NumericArray } from '../../../core';
import { isSame, rowsOf, type ChunkPlace, type ChunkRow, type Truth } from './compare-chunk';

/** Where the content of a chunk belongs, as far as it tells; parts on which several places agree are left out. */
export type FoundPlace =
  /** It is that of another chunk. Axes on which it cannot be told are `undefined`. */
  | { readonly kind: 'elsewhere'; readonly level: number; readonly index: readonly (number | undefined)[] }
  /** It is in its place, but moved by part of a voxel or by one along an axis. */
  | { readonly kind: 'shifted'; readonly axis: number; readonly voxels: number }
  /** Nothing tells. */
  | { readonly kind: 'unknown' };

export interface SearchOptions {
  readonly truth: Truth;
  /** By level; those that are not open are not looked at. */
  readonly levels: readonly (LevelArray | undefined)[];
  /** Axes along which chunks may have been mistaken for one another: those of space. */
  readonly axes: readonly number[];
}

/** How far from its place content is looked for, in chunks along each axis. */
const REACH = 4;
/** Rows that are compared at each place: a swap shows in any. */
const PROBE_ROWS = 5;
const FEW = 16;
/** By which content may be moved, in voxels; less first, so that of two that fit as well it is the one that is told. */
const shifts = [0.5, -0.5, 1, -1];
/** Part of the voxels that must fit: at its edges what was moved has lost what it was moved from. */
const FITTING = 0.999;

/** Finds out where the content of a chunk belongs that is not what its place should hold. */
export function findPlace(chunk: ChunkArray, place: ChunkPlace, options: SearchOptions): FoundPlace {
  const shape = options.levels[place.level]?.shape;
  if (!shape) return { kind: 'unknown' };
  const rows = [...rowsOf(chunk, place, { shape, maxRows: PROBE_ROWS })];
  return findShift(chunk, place, options) ?? findOther(chunk, place, { rows, ...options });
}

interface Probe extends SearchOptions {
  readonly rows: readonly ChunkRow[];
}

function findOther(chunk: ChunkArray, place: ChunkPlace, probe: Probe): FoundPlace {
  const { levels } = probe;
  const found: ChunkPlace[] = [];
  levels.forEach((array, level) => {
    const isAlike = array?.chunks.every((size, axis) => size === chunk.shape[axis]);
    if (!array || !isAlike) return;
    for (const index of candidates(place, level, probe))
      if (fits(chunk, { level, index }, { probe, array })) found.push({ level, index });
  });
  const [first] = found;
  if (!first || found.some(({ level }) => level !== first.level)) return { kind: 'unknown' };
  const index = first.index.map((at, axis) =>
    found.every((other) => other.index[axis] === at) ? at : undefined,
  );
  return { kind: 'elsewhere', level: first.level, index };
}

/** Chunks of a level around the same index, and around the same place. */
function* candidates(
  { level: from, index }: ChunkPlace,
  level: number,
  { levels, axes }: Probe,
): Generator<number[]> {
  const array = levels[level];
  const own = levels[from];
  if (!array || !own) return;
  const ranges = index.map((at, axis) => {
    if (!axes.includes(axis)) return [at];
    const count = Math.ceil((array.shape[axis] ?? 1) / (array.chunks[axis] ?? 1));
    const ratio = (array.shape[axis] ?? 1) / (own.shape[axis] ?? 1);
    const near = [at, Math.floor(at * ratio)].flatMap((middle) =>
      Array.from({ length: 2 * REACH + 1 }, (_, n) => middle + n - REACH),
    );
    return [...new Set(near)].filter((one) => one >= 0 && one < count);
  });
  yield* product(ranges);
}

function* product([first, ...rest]: readonly number[][]): Generator<number[]> {
  if (!first) {
    yield [];
    return;
  }
  for (const at of first) for (const tail of product(rest)) yield [at, ...tail];
}

/** Whether the rows hold what those of another chunk should, as far as both lie in their levels. */
function fits(
  chunk: ChunkArray,
  { level, index }: ChunkPlace,
  { probe, array }: { readonly probe: Probe; readonly array: LevelArray },
): boolean {
  const last = chunk.shape.length - 1;
  let compared = 0;
  for (const { local, offset, length } of probe.rows) {
    const voxel = local.map((at, axis) => at + (index[axis] ?? 0) * (chunk.shape[axis] ?? 1));
    if (voxel.some((at, axis) => at >= (array.shape[axis] ?? 0))) continue;
    const common = Math.min(length, (array.shape[last] ?? 0) - (voxel[last] ?? 0));
    // Most places are ruled out by a few voxels, and some formulas take their time.
    for (const part of [Math.min(FEW, common), common])
      if (!holds(chunk, offset, probe.truth.row(level, voxel, part))) return false;
    compared += common;
  }
  return compared > 0;
}

function holds({ data, stride }: ChunkArray, offset: number, expected: NumericArray): boolean {
  const step = stride.at(-1) ?? 1;
  for (let i = 0; i < expected.length; i++) if (!isSame(data[offset + i * step], expected[i])) return false;
  return true;
}

/** Whether the chunk holds what its place should, resampled at a distance along an axis. */
function findShift(chunk: ChunkArray, place: ChunkPlace, options: SearchOptions): FoundPlace | undefined {
  for (const voxels of shifts)
    for (const axis of options.axes.toReversed())
      if (isShifted(chunk, place, { axis, voxels, options })) return { kind: 'shifted', axis, voxels };
  return undefined;
}

function isShifted(
  chunk: ChunkArray,
  place: ChunkPlace,
  {
    axis,
    voxels,
    options,
  }: { readonly axis: number; readonly voxels: number; readonly options: SearchOptions },
): boolean {
  const { truth, levels } = options;
  const shape = levels[place.level]?.shape ?? [];
  const step = chunk.stride.at(-1) ?? 1;
  const edge = axis === chunk.shape.length - 1 ? 1 : 0;
  let [compared, wrong] = [0, 0];
  for (const row of rowsOf(chunk, place, { shape, maxRows: 2 * PROBE_ROWS })) {
    if (edge === 0 && !isWithin(row, axis, { chunk, shape })) continue;
    const expected = movedRow(truth, place.level, row, { axis, voxels });
    for (let i = edge; i < row.length - edge; i++) {
      compared += 1;
      if (!isSame(chunk.data[row.offset + i * step], expected[i])) wrong += 1;
    }
    if (wrong > (1 - FITTING) * compared) return false;
  }
  return compared > 0;
}

/** Whether a row has neighbours on both sides, in the chunk and in the level. */
function isWithin(
  { local, voxel }: ChunkRow,
  axis: number,
  { chunk, shape }: { readonly chunk: ChunkArray; readonly shape: readonly number[] },
): boolean {
  const at = local[axis] ?? 0;
  return at > 0 && at < (chunk.shape[axis] ?? 1) - 1 && (voxel[axis] ?? 0) < (shape[axis] ?? 1) - 1;
}

/** What a row should hold, resampled: halves are the means of two neighbours, rounded as {@link meanOf} does. */
function movedRow(
  truth: Truth,
  level: number,
  { voxel, length }: ChunkRow,
  { axis, voxels }: { readonly axis: number; readonly voxels: number },
): NumericArray {
  const at = (by: number) =>
    truth.row(
      level,
      voxel.map((one, a) => (a === axis ? one + by : one)),
      length,
    );
  if (Number.isInteger(voxels)) return at(voxels);
  const [low, high] = [at(Math.floor(voxels)), at(Math.ceil(voxels))];
  for (let i = 0; i < low.length; i++) low[i] = meanOf(low[i] ?? 0, high[i] ?? 0, low);
  return low;
}

/** The mean of two voxels of an array: whole numbers are rounded up. */
export function meanOf(a: number | bigint, b: number | bigint, of: NumericArray): number | bigint {
  if (typeof a === 'bigint' || typeof b === 'bigint') {
    const sum = BigInt(a) + BigInt(b);
    return (sum + (sum & 1n)) / 2n;
  }
  const mean = (a + b) / 2;
  return of instanceof Float32Array || of instanceof Float64Array ? mean : Math.ceil(mean);
}
