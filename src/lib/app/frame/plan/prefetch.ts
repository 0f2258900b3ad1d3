import { axisIndex, voxelAt, type Dataset } from '../../../core';
import type { ChunkWish } from '../../../chunks';
import type { ChunkWant } from '../../../view';

/** Below everything that is seen: priorities of plans are far smaller. */
const BELOW_ALL = 2 ** 52;

/** A step that play is about to take: the world position on an axis. */
export interface NextStep {
  readonly axis: string;
  readonly world: number;
}

/**
 * Returns the chunks that a plan would want one step further along an axis, coarsest first as in the plan, as many as fit
 * `maxBytes`. None where the step stays within the same chunks.
 */
export function prefetchWishes(
  dataset: Dataset,
  want: readonly ChunkWant[],
  { next, maxBytes }: { readonly next: NextStep; readonly maxBytes: number },
): ChunkWish[] {
  const axis = axisIndex(dataset.axes, next.axis);
  if (axis === undefined) return [];
  const wishes: ChunkWish[] = [];
  let bytes = 0;
  for (const { key, decodedBytes } of want) {
    const at = chunkAt(dataset, { level: key.level, axis, world: next.world });
    if (at === undefined || at === key.index[axis]) continue;
    bytes += decodedBytes;
    if (bytes > maxBytes) break;
    const index = key.index.map((own, i) => (i === axis ? at : own));
    const priority = BELOW_ALL + wishes.length;
    wishes.push({ key: { ...key, index }, priority, decodedBytes, isPrefetch: true });
  }
  return wishes;
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
