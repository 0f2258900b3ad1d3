import { voxelAt, type LevelArray } from '../../../core';
import { volumeOf } from './copy-box';

/** Voxels from `start` on, up to but not including `stop`; store axis order. */
export interface ArrayBox {
  readonly start: readonly number[];
  readonly stop: readonly number[];
}

export interface PlaneOfLevel {
  readonly array: LevelArray;
  readonly scale: readonly number[];
  readonly translation: readonly number[];
}

/** What of an axis is wanted: a range of the world, the voxel at one position of it, or everything. */
export type AxisWish = readonly [number, number] | number | 'all';

/** Returns the voxels of a level that are wanted, by axis; `undefined` when it has none there. */
export function planBox(level: PlaneOfLevel, wishes: readonly AxisWish[]): ArrayBox | undefined {
  const { array, scale, translation } = level;
  const start: number[] = [];
  const stop: number[] = [];
  for (const [axis, wish] of wishes.entries()) {
    const size = array.shape[axis] ?? 0;
    const transform = { scale: scale[axis] ?? 1, translation: translation[axis] ?? 0 };
    const ends = wish === 'all' ? [0, size - 1] : [wish].flat().map((world) => voxelAt(world, transform));
    const first = Math.max(0, Math.min(...ends));
    const last = Math.min(size - 1, Math.max(...ends));
    if (!(first <= last)) return undefined;
    start.push(first);
    stop.push(last + 1);
  }
  return { start, stop };
}

export function shapeOf({ start, stop }: ArrayBox): number[] {
  return start.map((first, axis) => (stop[axis] ?? first) - first);
}

/** Returns what two boxes share; `undefined` when nothing. */
export function sharedBox(a: ArrayBox, b: ArrayBox): ArrayBox | undefined {
  const start = a.start.map((first, axis) => Math.max(first, b.start[axis] ?? first));
  const stop = a.stop.map((end, axis) => Math.min(end, b.stop[axis] ?? end));
  return start.every((first, axis) => first < (stop[axis] ?? 0)) ? { start, stop } : undefined;
}

/**
 * Cuts a box along the borders of chunks into blocks of at most `maxVoxels` voxels where chunks allow it, so that each chunk
 * is of one block only. Blocks have all of the later axes, as far as they can, so that they are long runs of the array.
 */
export function* planBlocks(
  box: ArrayBox,
  chunks: readonly number[],
  maxVoxels: number,
): Generator<ArrayBox> {
  const shape = shapeOf(box);
  let depth = 0;
  const blockVoxels = (cut: number) =>
    volumeOf(shape.map((size, axis) => (axis <= cut ? Math.min(size, chunks[axis] ?? size) : size)));
  while (depth < shape.length - 1 && blockVoxels(depth) > maxVoxels) depth++;
  yield* cutAxis(box, { chunks, depth, axis: 0 });
}

function* cutAxis(
  box: ArrayBox,
  { chunks, depth, axis }: { chunks: readonly number[]; depth: number; axis: number },
): Generator<ArrayBox> {
  if (axis > depth || axis >= box.start.length) {
    yield box;
    return;
  }
  const chunk = chunks[axis] ?? 1;
  const [first, end] = [box.start[axis] ?? 0, box.stop[axis] ?? 0];
  for (let low = first; low < end; low = (Math.floor(low / chunk) + 1) * chunk) {
    const high = Math.min(end, (Math.floor(low / chunk) + 1) * chunk);
    const part = { start: box.start.with(axis, low), stop: box.stop.with(axis, high) };
    yield* cutAxis(part, { chunks, depth, axis: axis + 1 });
  }
}

/** Returns the indices of all chunks that a box touches. */
export function chunksIn({ start, stop }: ArrayBox, chunks: readonly number[]): number[][] {
  let indices: number[][] = [[]];
  for (const [axis, first] of start.entries()) {
    const chunk = chunks[axis] ?? 1;
    const [low, high] = [Math.floor(first / chunk), Math.floor(((stop[axis] ?? 1) - 1) / chunk)];
    const along = Array.from({ length: high - low + 1 }, (_, n) => low + n);
    indices = indices.flatMap((before) => along.map((index) => [...before, index]));
  }
  return indices;
}

/** A part of a block that is one run of the array in C order; counted in voxels. */
export interface ArrayRun {
  /** In the array. */
  readonly at: number;
  /** In the block. */
  readonly from: number;
  readonly count: number;
}

/** Returns the runs that a block is made of, in order. */
export function runsOf(block: ArrayBox, whole: ArrayBox): ArrayRun[] {
  const [shape, size] = [shapeOf(block), shapeOf(whole)];
  let axis = shape.length - 1;
  let count = shape[axis] ?? 1;
  while (axis > 0 && shape[axis] === size[axis]) count *= shape[--axis] ?? 1;
  const runs: ArrayRun[] = [];
  const outer = shape.slice(0, axis);
  for (let n = 0; n < volumeOf(outer); n++) {
    let rest = n;
    const index = outer.toReversed().map((length) => {
      const part = rest % length;
      rest = (rest - part) / length;
      return part;
    });
    const at = size.reduce((sum, length, a) => {
      const inside = index[outer.length - 1 - a] ?? 0;
      return sum * length + (block.start[a] ?? 0) - (whole.start[a] ?? 0) + inside;
    }, 0);
    runs.push({ at, from: n * count, count });
  }
  return runs;
}
