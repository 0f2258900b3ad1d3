import type { ChunkArray, ChunkKey, Dataset } from '../../../core';
import { meanOf } from '../check/find-place';
import type { LoadDetour } from '../../session/load-detour';

/**
 * A fault that is made on purpose:
 *
 * - `swap`: half of the pairs of chunks along x change places
 * - `level`: every other chunk has the content of the next level, at the same index
 * - `shift`: everything is resampled half a voxel further along x
 * - `delay`: everything takes longer
 * - `upload`: pairs of tiles or bricks change places on the graphics card; chunks are what they should be
 */
export type FaultKind = 'swap' | 'level' | 'shift' | 'delay' | 'upload';

export const faultKinds: readonly FaultKind[] = ['swap', 'level', 'shift', 'delay', 'upload'];

export interface FaultOptions {
  /** The dataset of a key as it is stored; `undefined` when it is no longer open. */
  readonly datasetOf: (key: ChunkKey) => Dataset | undefined;
  /** Rejects with an AbortError once the signal aborts. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Longer than the self-check takes for late. */
const DELAY_MS = 6000;

/** Returns what makes some faults of all that is loaded; `upload` is made elsewhere. What is stored is read as it is: nothing of it is kept but in memory. */
export function makeFaults(kinds: ReadonlySet<FaultKind>, { datasetOf, wait }: FaultOptions): LoadDetour {
  return async (key, read, signal) => {
    if (kinds.has('delay')) await wait(DELAY_MS, signal);
    const dataset = datasetOf(key);
    if (!dataset) return read(key);
    const level = kinds.has('level') ? otherLevel(key, dataset) : undefined;
    const swapped = kinds.has('swap') && !level ? swappedWith(key, dataset) : undefined;
    const chunk = await read(level ?? swapped ?? key);
    return chunk && kinds.has('shift') ? shiftByHalf(chunk, lastSpaceAxis(dataset)) : chunk;
  };
}

function lastSpaceAxis({ axes }: Dataset): number {
  return axes.findLastIndex(({ type }) => type === 'space');
}

/** The chunk that a chunk changes places with; `undefined` where it stays. */
export function swappedWith(key: ChunkKey, dataset: Dataset): ChunkKey | undefined {
  const axis = lastSpaceAxis(dataset);
  const array = dataset.levels[key.level]?.array;
  const at = key.index[axis];
  if (!array || at === undefined) return undefined;
  const across = key.index.reduce((sum, one, a) => sum + (a === axis ? Math.floor(one / 2) : one), 0);
  const other = at % 2 === 0 ? at + 1 : at - 1;
  const count = Math.ceil((array.shape[axis] ?? 1) / (array.chunks[axis] ?? 1));
  if (across % 2 !== 0 || other >= count) return undefined;
  return { ...key, index: key.index.map((one, a) => (a === axis ? other : one)) };
}

/** The chunk of a neighbouring level that is shown in the place of a chunk; `undefined` where that is not done. */
export function otherLevel(key: ChunkKey, dataset: Dataset): ChunkKey | undefined {
  if (key.index.reduce((sum, one) => sum + one, 0) % 2 !== 0) return undefined;
  const own = dataset.levels[key.level]?.array;
  for (const level of [key.level + 1, key.level - 1]) {
    const array = dataset.levels[level]?.array;
    if (!own || !array?.chunks.every((size, axis) => size === own.chunks[axis])) continue;
    const count = (axis: number) => Math.ceil((array.shape[axis] ?? 1) / (array.chunks[axis] ?? 1));
    return { ...key, level, index: key.index.map((at, axis) => Math.min(at, count(axis) - 1)) };
  }
  return undefined;
}

/** Every voxel becomes the mean of itself and the next one along an axis; the last one stays. Works in place. */
export function shiftByHalf(chunk: ChunkArray, axis: number): ChunkArray {
  const { data, shape, stride } = chunk;
  const [size, step] = [shape[axis] ?? 1, stride[axis] ?? 1];
  for (const start of startsOf(chunk, axis))
    for (let i = 0; i < size - 1; i++) {
      const at = start + i * step;
      data[at] = meanOf(data[at] ?? 0, data[at + step] ?? 0, data);
    }
  return chunk;
}

/** Where the lines along an axis begin. */
function* startsOf({ shape, stride }: ChunkArray, axis: number): Generator<number> {
  const counts = shape.map((size, a) => (a === axis ? 1 : size));
  const lines = counts.reduce((product, count) => product * count, 1);
  for (let line = 0; line < lines; line++) {
    let rest = line;
    let start = 0;
    for (let a = counts.length - 1; a >= 0; a--) {
      const count = counts[a] ?? 1;
      start += (rest % count) * (stride[a] ?? 0);
      rest = Math.floor(rest / count);
    }
    yield start;
  }
}
