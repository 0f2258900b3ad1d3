import type { ChunkArray, ChunkKey, NumericArray } from '../../core';
import type { ChunkRecipe, Projection } from './projection';
import type { Slab } from './worker/accumulate';

/** What a made chunk takes of one stored chunk: voxels `from` + `counts` of it, store axis order. */
export interface RecipePart {
  readonly key: ChunkKey;
  readonly from: readonly number[];
  readonly counts: readonly number[];
}

/** Copies for the worker are no larger, so that none holds the page up. */
const MAX_COPY_BYTES = 4 * 2 ** 20;

/** Returns the parts of stored chunks that a made chunk is put together from. */
export function partsOf(
  { stored, axes }: Projection,
  { level, index }: ChunkKey,
  { ranges }: ChunkRecipe,
): RecipePart[] {
  const size = stored.levels[level]?.array?.chunks ?? [];
  const whole = { key: { dataset: stored.id, level, index }, from: size.map(() => 0), counts: size };
  return axes.reduce<RecipePart[]>(
    (parts, { axis }, at) => {
      const { from, to } = ranges[at] ?? { from: 0, to: 0 };
      const length = size[axis] ?? 1;
      const first = Math.floor(from / length);
      const count = Math.floor((to - 1) / length) + 1 - first;
      return Array.from({ length: count }, (_, i) => first + i).flatMap((chunk) => {
        const start = Math.max(from - chunk * length, 0);
        const end = Math.min(to - chunk * length, length);
        return parts.map((part) => ({
          key: { ...part.key, index: part.key.index.with(axis, chunk) },
          from: part.from.with(axis, start),
          counts: part.counts.with(axis, end - start),
        }));
      });
    },
    [whole],
  );
}

/** Elements from one voxel of the made chunk to the next on each axis; 0 on thick ones. */
export function madeStrides(shape: readonly number[], thick: readonly number[]): number[] {
  const strides = shape.map(() => 0);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (thick.includes(axis)) continue;
    strides[axis] = step;
    step *= shape[axis] ?? 1;
  }
  return strides;
}

/** Copies a part of a chunk, in pieces that the worker can have; made one at a time, as they are asked for. */
export function* slabsOf(
  chunk: ChunkArray,
  { from, counts }: Pick<RecipePart, 'from' | 'counts'>,
  intoStrides: readonly number[],
): Generator<Slab> {
  const { data, stride } = chunk;
  const span = counts.reduce((sum, count, axis) => sum + (count - 1) * (stride[axis] ?? 0), 1);
  if (span * data.BYTES_PER_ELEMENT > MAX_COPY_BYTES && span > 1) {
    yield* halvesOf(chunk, { from, counts }, intoStrides);
    return;
  }
  const start = dot(from, stride);
  yield {
    data: data.slice(start, start + span) as NumericArray,
    ...{ counts, strides: stride, intoStrides },
    at: dot(from, intoStrides),
  };
}

function* halvesOf(
  chunk: ChunkArray,
  { from, counts }: Pick<RecipePart, 'from' | 'counts'>,
  intoStrides: readonly number[],
): Generator<Slab> {
  const reach = counts.map((count, axis) => (count - 1) * (chunk.stride[axis] ?? 0));
  const axis = reach.indexOf(Math.max(...reach));
  const half = Math.ceil((counts[axis] ?? 0) / 2);
  const rest = (counts[axis] ?? 0) - half;
  yield* slabsOf(chunk, { from, counts: counts.with(axis, half) }, intoStrides);
  const middle = from.with(axis, (from[axis] ?? 0) + half);
  yield* slabsOf(chunk, { from: middle, counts: counts.with(axis, rest) }, intoStrides);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, axis) => sum + value * (b[axis] ?? 0), 0);
}
