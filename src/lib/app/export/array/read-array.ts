import { encodedBound, type MemoryBudget } from '../../../chunks';
import {
  decodedBytesPerVoxel,
  makeDecodedArray,
  type ChunkArray,
  type DType,
  type LevelArray,
  type NumericArray,
} from '../../../core';
import { copyBox, cOrder, volumeOf } from './copy-box';
import { halfBits } from './half-float';
import { chunksIn, planBlocks, runsOf, shapeOf, sharedBox, type ArrayBox } from './plan-array';

export interface ReadArrayOptions {
  readonly box: ArrayBox;
  readonly array: LevelArray;
  readonly dtype: DType;
  /** A chunk that is in memory, `'empty'` when the store has none; `undefined` when it must be read. */
  readonly peek: (index: readonly number[]) => ChunkArray | 'empty' | undefined;
  readonly read: (
    index: readonly number[],
    options: { readonly signal: AbortSignal; readonly maxEncodedBytes: number },
  ) => Promise<ChunkArray | undefined>;
  readonly budget: Pick<MemoryBudget, 'reserve' | 'release' | 'tier'>;
  readonly signal: AbortSignal;
  readonly progress: (doneVoxels: number) => void;
  /** Lets the page do something else for a moment. */
  readonly pause: () => Promise<void>;
}

/** Part of the bytes for what is on its way that a block may take: the rest is for chunks that are read into it. */
const BLOCK_SHARE = 1 / 4;
const MAX_BLOCK_BYTES = 32 * 2 ** 20;
const READS_AT_ONCE = 4;

/** Bytes that reading one chunk takes at most: its result, and encoded bytes with a scratch copy. */
export function readBytes({ chunks }: LevelArray, dtype: DType): number {
  const decodedBytes = volumeOf(chunks) * decodedBytesPerVoxel(dtype);
  return encodedBound(decodedBytes) + 2 * decodedBytes;
}

/** Voxels of a block. A single row of chunks may exceed it. */
function blockVoxels(budget: ReadArrayOptions['budget'], dtype: DType): number {
  const bytes = Math.min(MAX_BLOCK_BYTES, budget.tier('inFlight').maxBytes * BLOCK_SHARE);
  return Math.floor(bytes / decodedBytesPerVoxel(dtype));
}

/**
 * Reads a box of a level, and returns its voxels in C order, as the type is stored. What is finished is handed to the browser
 * piece by piece, so that a block at a time is in memory. Rejects with the error of the first chunk that cannot be had.
 */
export async function readArray(options: ReadArrayOptions): Promise<Blob[]> {
  const { box, array, dtype, budget } = options;
  const pieces: { at: number; blob: Blob }[] = [];
  let done = 0;
  for (const block of planBlocks(box, array.chunks, blockVoxels(budget, dtype))) {
    const voxels = volumeOf(shapeOf(block));
    const bytes = voxels * (decodedBytesPerVoxel(dtype) + (dtype === 'float16' ? 2 : 0));
    await reserve(options, bytes);
    try {
      const data = await stored(await readBlock(block, options, done), options);
      for (const { at, from, count } of runsOf(block, box))
        pieces.push({ at, blob: new Blob([data.subarray(from, from + count) as Uint8Array<ArrayBuffer>]) });
    } finally {
      budget.release('inFlight', bytes);
    }
    done += voxels;
    options.progress(done);
  }
  return pieces.sort((a, b) => a.at - b.at).map(({ blob }) => blob);
}

/** Waits until the bytes are there: loads of the view give theirs back when they end. */
async function reserve({ budget, signal, pause }: ReadArrayOptions, bytes: number): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    if (budget.reserve('inFlight', bytes)) return;
    await pause();
  }
}

async function readBlock(block: ArrayBox, options: ReadArrayOptions, done: number): Promise<NumericArray> {
  const { array, dtype, signal } = options;
  const shape = shapeOf(block);
  const data = makeDecodedArray(dtype, volumeOf(shape));
  const failed = new AbortController();
  const all = AbortSignal.any([signal, failed.signal]);
  const queue = chunksIn(block, array.chunks);
  let voxels = done;
  const take = async (): Promise<void> => {
    for (let index = queue.shift(); index; index = queue.shift()) {
      const start = index.map((n, axis) => n * (array.chunks[axis] ?? 1));
      const stop = start.map((first, axis) => first + (array.chunks[axis] ?? 1));
      const shared = sharedBox({ start, stop }, block);
      if (!shared) continue;
      const place = { data, stride: cOrder(shape), block, shared, start };
      await readChunk(index, { ...options, signal: all }, place);
      voxels += volumeOf(shapeOf(shared));
      options.progress(voxels);
      await options.pause();
    }
  };
  const takers = Array.from({ length: READS_AT_ONCE }, () =>
    take().catch((error: unknown) => {
      queue.length = 0;
      failed.abort();
      throw error;
    }),
  );
  const ends = await Promise.allSettled(takers);
  signal.throwIfAborted();
  const failures = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
  const cause = failures.find((reason) => !(reason instanceof DOMException)) ?? failures[0];
  if (cause !== undefined) throw cause;
  return data;
}

interface ChunkPlace {
  readonly data: NumericArray;
  readonly stride: readonly number[];
  readonly block: ArrayBox;
  readonly shared: ArrayBox;
  /** First voxel of the chunk. */
  readonly start: readonly number[];
}

async function readChunk(
  index: readonly number[],
  options: ReadArrayOptions,
  { data, stride, block, shared, start }: ChunkPlace,
): Promise<void> {
  const { array, dtype, peek, read, budget, signal } = options;
  const copy = (chunk: ChunkArray | 'empty' | undefined): void => {
    const from = chunk && chunk !== 'empty' ? placeIn(chunk, shared, start) : fillPlace(array, dtype);
    copyBox(from, placeIn({ data, stride }, shared, block.start), shapeOf(shared));
  };
  const here = peek(index);
  if (here) {
    copy(here);
    return;
  }
  const bytes = readBytes(array, dtype);
  await reserve(options, bytes);
  try {
    const maxEncodedBytes = encodedBound(volumeOf(array.chunks) * decodedBytesPerVoxel(dtype));
    copy(await read(index, { signal, maxEncodedBytes }));
  } finally {
    budget.release('inFlight', bytes);
  }
}

function placeIn(
  { data, stride }: Pick<ChunkArray, 'data' | 'stride'>,
  { start }: ArrayBox,
  origin: readonly number[],
) {
  const offset = start.reduce(
    (sum, first, axis) => sum + (first - (origin[axis] ?? 0)) * (stride[axis] ?? 0),
    0,
  );
  return { data, offset, stride };
}

/** One voxel of the fill value, which lies everywhere. */
function fillPlace({ fillValue, shape }: LevelArray, dtype: DType) {
  const data = makeDecodedArray(dtype, 1);
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) data[0] = BigInt(fillValue);
  else data[0] = Number(fillValue);
  return { data, offset: 0, stride: shape.map(() => 0) };
}

/** As the type is stored: 16-bit floats were widened when they were decoded. */
async function stored(data: NumericArray, { dtype, pause, signal }: ReadArrayOptions): Promise<NumericArray> {
  if (dtype !== 'float16') return data;
  const halves = new Uint16Array(data.length);
  for (let at = 0; at < data.length; at++) {
    halves[at] = halfBits(Number(data[at]));
    if (at % 2 ** 17 !== 2 ** 17 - 1) continue;
    await pause();
    signal.throwIfAborted();
  }
  return halves;
}
