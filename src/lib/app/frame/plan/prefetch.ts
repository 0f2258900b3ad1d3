import { axisIndex, chunkKeyString, voxelAt, type Dataset } from '../../../core';
import type { ChunkWish } from '../../../chunks';
import type { ChunkWant } from '../../../view';

/** Below everything that is seen: priorities of plans are far smaller. */
const BELOW_ALL = 2 ** 52;

/** A step that play is about to take: the world position on an axis. */
export interface NextStep {
  readonly axis: string;
  readonly world: number;
}

export interface PrefetchOptions {
  /** Soonest first. */
  readonly steps: readonly NextStep[];
  readonly maxBytes: number;
}

/**
 * Returns the chunks that a plan would want at the next steps along an axis, each once, as many as fit `maxBytes`: first
 * the coarsest level of all of them, so that each has something to show, then the rest step by step. None where a step
 * stays within the same chunks.
 */
export function prefetchWishes(
  dataset: Dataset,
  want: readonly ChunkWant[],
  { steps, maxBytes }: PrefetchOptions,
): ChunkWish[] {
  const coarsest = Math.max(...want.map(({ key }) => key.level));
  const coarse = want.filter(({ key }) => key.level === coarsest);
  const fine = want.filter(({ key }) => key.level !== coarsest);
  const candidates = [coarse, fine].flatMap((part) =>
    steps.flatMap((step) => [...wishesAt(dataset, part, step)]),
  );
  const seen = new Set(want.map(({ key }) => chunkKeyString(key)));
  const wishes: ChunkWish[] = [];
  let bytes = 0;
  for (const { key, decodedBytes, workBytes } of candidates) {
    const name = chunkKeyString(key);
    if (seen.has(name)) continue;
    seen.add(name);
    bytes += decodedBytes;
    if (bytes > maxBytes) break;
    const priority = BELOW_ALL + wishes.length;
    wishes.push({
      key,
      decodedBytes,
      priority,
      isPrefetch: true,
      ...(workBytes !== undefined && { workBytes }),
    });
  }
  return wishes;
}

/** The same chunks at another place on an axis. */
function* wishesAt(
  dataset: Dataset,
  want: readonly ChunkWant[],
  step: NextStep,
): Generator<Omit<ChunkWant, 'priority'>> {
  const axis = axisIndex(dataset.axes, step.axis);
  if (axis === undefined) return;
  for (const { key, priority: _, ...bytes } of want) {
    const at = chunkAt(dataset, { level: key.level, axis, world: step.world });
    if (at === undefined || at === key.index[axis]) continue;
    yield { key: { ...key, index: key.index.map((own, i) => (i === axis ? at : own)) }, ...bytes };
  }
}

/** Index of the chunk that holds a world position; `undefined` outside the level or while it is not open. */
function chunkAt(
  { levels }: Dataset,
  { level, axis, world }: { readonly level: number; readonly axis: number; readonly world: number },
): number | undefined {
  const grid = levels[level];
  const [scale, translation] = [grid?.scale[axis] ?? 1, grid?.translation[axis] ?? 0];
  const voxel = voxelAt(world, { scale, translation });
  const size = grid?.array?.shape[axis] ?? 0;
  return voxel >= 0 && voxel < size ? Math.floor(voxel / (grid?.array?.chunks[axis] ?? 1)) : undefined;
}
