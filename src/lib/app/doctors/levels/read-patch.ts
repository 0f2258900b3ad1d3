import { encodedBound, type MemoryBudget } from '../../../chunks';
import {
  decodedBytesPerVoxel,
  isLabels,
  type ChunkArray,
  type ChunkSource,
  type LevelArray,
} from '../../../core';
import type { Patch } from './estimate-offset';

/** Which piece of a level is read: one plane of it. */
export interface PatchPlace {
  readonly level: number;
  /** Indices of the axes of the plane in the store's order: along, across. */
  readonly axes: readonly [number, number];
  /** Voxels; what lies outside the level is left out. */
  readonly start: readonly [number, number];
  readonly size: readonly [number, number];
  /** Index on every other axis; the entries of `axes` count for nothing. */
  readonly at: readonly number[];
}

export interface ReadPatchOptions {
  readonly source: ChunkSource;
  /** What is read is accounted for like everything else. */
  readonly budget: Pick<MemoryBudget, 'reserve' | 'release'>;
  readonly signal: AbortSignal;
}

/** Chunks beyond this are too much to fetch for a look. */
const maxChunkBytes = 32 * 2 ** 20;

/** Reads a piece of a plane; `undefined` where that would take too much, or there is nothing. Of labels: where there are any. */
export async function readPatch(place: PatchPlace, options: ReadPatchOptions): Promise<Patch | undefined> {
  const { dataset } = options.source;
  const array = dataset.levels[place.level]?.array;
  if (!array) return undefined;
  const bytes = array.chunks.reduce((product, size) => product * size, decodedBytesPerVoxel(dataset.dtype));
  const clipped = clip(place, array);
  if (bytes > maxChunkBytes || !clipped) return undefined;
  const { start, size } = clipped;
  const values = new Float64Array(size[0] * size[1]);
  for (const index of chunksOf(place, clipped, array)) {
    const chunk = await readChunk({ index, level: place.level, bytes }, options);
    if (chunk === 'no room') return undefined;
    fill(values, { place, clipped, array, index }, valueOf(chunk, array, isLabels(dataset)));
  }
  return { values, start, size };
}

interface Clipped {
  readonly start: readonly [number, number];
  readonly size: readonly [number, number];
}

function clip({ axes, start, size }: PatchPlace, { shape }: LevelArray): Clipped | undefined {
  const from = [0, 1].map((i) => Math.max(0, Math.floor(start[i] ?? 0)));
  const to = [0, 1].map((i) =>
    Math.min(shape[axes[i] ?? 0] ?? 1, Math.ceil((start[i] ?? 0) + (size[i] ?? 0))),
  );
  const [a = 0, b = 0] = from;
  const [c = 0, d = 0] = to;
  return c > a && d > b ? { start: [a, b], size: [c - a, d - b] } : undefined;
}

function chunksOf(
  { axes, at }: PatchPlace,
  { start, size }: Clipped,
  { shape, chunks }: LevelArray,
): number[][] {
  const base = at.map((index, axis) =>
    Math.floor(Math.min(index, (shape[axis] ?? 1) - 1) / (chunks[axis] ?? 1)),
  );
  const [along, across] = axes;
  const spans = [along, across].map((axis, i) => {
    const chunk = chunks[axis] ?? 1;
    const [from = 0, count = 1] = [start[i], size[i]];
    return { axis, first: Math.floor(from / chunk), last: Math.floor((from + count - 1) / chunk) };
  });
  return spans.reduce<number[][]>(
    (indices, { axis, first, last }) =>
      indices.flatMap((index) =>
        Array.from({ length: last - first + 1 }, (_, i) => index.with(axis, first + i)),
      ),
    [base],
  );
}

async function readChunk(
  { index, level, bytes }: { index: number[]; level: number; bytes: number },
  { source, budget, signal }: ReadPatchOptions,
): Promise<ChunkArray | undefined | 'no room'> {
  const maxEncodedBytes = encodedBound(bytes);
  const reserved = maxEncodedBytes + 2 * bytes;
  if (!budget.reserve('inFlight', reserved)) return 'no room';
  try {
    return await source.read({ dataset: source.dataset.id, level, index }, { signal, maxEncodedBytes });
  } finally {
    budget.release('inFlight', reserved);
  }
}

type ValueAt = (offset: readonly number[]) => number;

/** Ids of labels are names: what can be told of them is where there is one. */
function valueOf(chunk: ChunkArray | undefined, { fillValue }: LevelArray, isLabelled: boolean): ValueAt {
  const plain = (value: number): number => (isLabelled ? Number(value !== 0) : value);
  if (!chunk) return () => plain(Number(fillValue));
  const { data, stride } = chunk;
  return (offset) => plain(Number(data[offset.reduce((sum, i, axis) => sum + i * (stride[axis] ?? 0), 0)]));
}

function fill(
  values: Float64Array,
  {
    place,
    clipped,
    array,
    index,
  }: { place: PatchPlace; clipped: Clipped; array: LevelArray; index: number[] },
  valueAt: ValueAt,
): void {
  const { chunks, shape } = array;
  const [along, across] = place.axes;
  const [rows, columns] = [along, across].map((axis, i) => {
    const first = (index[axis] ?? 0) * (chunks[axis] ?? 1);
    const start = clipped.start[i] ?? 0;
    return [
      Math.max(first, start),
      Math.min(first + (chunks[axis] ?? 1), start + (clipped.size[i] ?? 0)),
    ] as const;
  });
  const offset = place.at.map((at, axis) => Math.min(at, (shape[axis] ?? 1) - 1) % (chunks[axis] ?? 1));
  for (let row = rows?.[0] ?? 0; row < (rows?.[1] ?? 0); row++)
    for (let column = columns?.[0] ?? 0; column < (columns?.[1] ?? 0); column++) {
      offset[along] = row % (chunks[along] ?? 1);
      offset[across] = column % (chunks[across] ?? 1);
      values[(row - clipped.start[0]) * clipped.size[1] + column - clipped.start[1]] = valueAt(offset);
    }
}
