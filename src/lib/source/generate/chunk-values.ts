import { isFloat, makeDecodedArray, type NumericArray } from '../../core';
import type { Formula, GeneratedDType, GeneratedImage } from './generator';
import { chunkShape, levelShape } from './level-geometry';
import { makePause } from './pause';

/**
 * Makes one chunk, always of the full chunk shape in C order; what sticks out of the level holds 0, the fill value.
 * Pauses now and then. Rejects with an AbortError once `signal` aborts.
 */
export async function makeChunk(
  { image, formula }: { readonly image: GeneratedImage; readonly formula: Formula },
  level: number,
  chunkIndex: readonly number[],
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<NumericArray> {
  const shape = levelShape(image, level);
  const chunk = chunkShape(image);
  const origin = chunk.map((size, a) => size * (chunkIndex[a] ?? 0));
  const width = chunk.at(-1) ?? 1;
  const values = makeDecodedArray(
    image.dtype,
    chunk.reduce((product, size) => product * size, 1),
  );
  const row = new Float64Array(Math.min(width, (shape.at(-1) ?? 0) - (origin.at(-1) ?? 0)));
  const atLevel = formula.atLevel(level);
  const shared = isWhole(origin, chunk, shape) ? atLevel.sharedValue?.(origin, chunk) : undefined;
  if (shared !== undefined) return fillWith(shared, values, image.dtype);
  const pause = makePause(signal);
  for (let start = 0; start < values.length; start += width) {
    const index = indexAt(start, chunk, origin);
    if (index.some((i, a) => i >= (shape[a] ?? 0))) continue;
    atLevel.writeRow(row, index);
    convertRow(row, values.subarray(start, start + row.length), {
      ...{ dtype: image.dtype, exact: formula.exact },
      offset: atLevel.rowOffset?.(index) ?? 0,
    });
    const pausing = pause();
    if (pausing) await pausing;
  }
  return values;
}

/** True where nothing of a chunk sticks out of its level. */
function isWhole(
  origin: readonly number[],
  chunk: readonly number[],
  levelSizes: readonly number[],
): boolean {
  return chunk.every((size, a) => (origin[a] ?? 0) + size <= (levelSizes[a] ?? 0));
}

function fillWith(value: number, target: NumericArray, dtype: GeneratedDType): NumericArray {
  if (target instanceof BigInt64Array || target instanceof BigUint64Array) {
    return target.fill(BigInt(Math.floor(value)));
  }
  return target.fill(isFloat(dtype) ? value : Math.floor(value));
}

/** Returns one value as its chunk holds it: 64-bit integers as bigint, float32 rounded to it. */
export function makeValue(
  { image, formula }: { readonly image: GeneratedImage; readonly formula: Formula },
  level: number,
  index: readonly number[],
): number | bigint {
  const row = new Float64Array(1);
  const target = makeDecodedArray(image.dtype, 1);
  const atLevel = formula.atLevel(level);
  atLevel.writeRow(row, index);
  const offset = atLevel.rowOffset?.(index) ?? 0;
  convertRow(row, target, { dtype: image.dtype, exact: formula.exact, offset });
  return target[0] ?? 0;
}

/** Level index of element `offset` of a chunk in C order. */
function indexAt(offset: number, chunk: readonly number[], origin: readonly number[]): number[] {
  const index = [...origin];
  let rest = offset;
  for (let a = chunk.length - 1; a >= 0; a--) {
    const size = chunk[a] ?? 1;
    index[a] = (origin[a] ?? 0) + (rest % size);
    rest = Math.floor(rest / size);
  }
  return index;
}

interface RowConversion {
  readonly dtype: GeneratedDType;
  /** A whole number. */
  readonly offset: number;
  readonly exact: Formula['exact'];
}

/** Integers take the floor and wrap. */
export function convertRow(
  row: Float64Array,
  target: NumericArray,
  { dtype, offset, exact }: RowConversion,
): void {
  if (target instanceof BigInt64Array || target instanceof BigUint64Array) {
    const wide = BigInt(offset);
    const whole = exact ?? ((value: number) => BigInt(Math.floor(value)));
    for (let i = 0; i < row.length; i++) target[i] = whole(row[i] ?? 0) + wide;
  } else if (isFloat(dtype)) {
    for (let i = 0; i < row.length; i++) target[i] = (row[i] ?? 0) + offset;
  } else if (offset === 0) {
    for (let i = 0; i < row.length; i++) target[i] = Math.floor(row[i] ?? 0);
  } else {
    // The remainder keeps the sum below 2^53, where it is exact; a typed array then wraps it to its own width.
    for (let i = 0; i < row.length; i++) target[i] = (Math.floor(row[i] ?? 0) % 2 ** 32) + offset;
  }
}
