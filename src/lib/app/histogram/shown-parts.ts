import { continuousIndexAt, voxelAt, type AxisTransform, type ChunkKey, type Dataset } from '../../core';
import type { BrickPlan, SliceView, TilePlan, VolumeView } from '../../view';

/** The voxels `[from, to)` of a chunk, store axis order, that the picture shows of one channel. */
export interface ShownPart {
  readonly key: ChunkKey;
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** What is looked at of a layer: a slice within the view, or a volume. */
export type ShownView =
  | { readonly slice: SliceView; readonly plan: Pick<TilePlan, 'want' | 'level' | 'view'> }
  | { readonly volume: VolumeView; readonly plan: Pick<BrickPlan, 'want' | 'level'> };

/**
 * Returns the parts of planned chunks that show a channel, out of the finest level not finer than the target of which
 * some chunk is here: that is what the screen shows most of.
 */
export function shownParts(
  dataset: Dataset,
  shown: ShownView,
  channel: number,
  isHere: (key: ChunkKey) => boolean,
): ShownPart[] {
  const { want, level: target } = shown.plan;
  const levels = want.flatMap(({ key }) => (key.level >= target && isHere(key) ? [key.level] : []));
  if (levels.length === 0) return [];
  const level = Math.min(...levels);
  const spans = dataset.axes.map((_, axis) => spanOf(dataset, shown, { channel, level, axis }));
  return want.flatMap(({ key }) => {
    const part = key.level === level && isHere(key) && partOf(dataset, key, spans);
    return part ? [part] : [];
  });
}

type Span = readonly [number, number];

/** Voxels of a level, `[from, to)`, that are shown along an axis. */
function spanOf(
  dataset: Dataset,
  shown: ShownView,
  { channel, level, axis }: { readonly channel: number; readonly level: number; readonly axis: number },
): Span {
  if (axis === dataset.channelAxis) return [channel, channel + 1];
  const { scale, translation, array } = dataset.levels[level] ?? { scale: [], translation: [] };
  const transform = { scale: scale[axis] ?? 1, translation: translation[axis] ?? 0 };
  const size = array?.shape[axis] ?? 0;
  if ('volume' in shown) {
    const { x, y, z, position } = shown.volume;
    return axis === x || axis === y || axis === z ? [0, size] : voxelOf(position[axis], transform);
  }
  const { slice, plan } = shown;
  if (axis === slice.horizontal) return within(plan.view.x0, plan.view.x1, transform);
  if (axis === slice.vertical) return within(plan.view.y0, plan.view.y1, transform);
  return voxelOf(slice.position[axis], transform);
}

function voxelOf(world: number | undefined, transform: AxisTransform): Span {
  const voxel = voxelAt(world ?? 0, transform);
  return [voxel, voxel + 1];
}

/** Voxels that meet a world range. */
function within(a: number, b: number, transform: AxisTransform): Span {
  const [p, q] = [continuousIndexAt(a, transform) + 0.5, continuousIndexAt(b, transform) + 0.5];
  return [Math.floor(Math.min(p, q)), Math.ceil(Math.max(p, q))];
}

/** The shown voxels of a chunk, without what sticks out of the level; `undefined` when there are none. */
function partOf(dataset: Dataset, key: ChunkKey, spans: readonly Span[]): ShownPart | undefined {
  const array = dataset.levels[key.level]?.array;
  if (!array) return undefined;
  const first = array.chunks.map((size, axis) => (key.index[axis] ?? 0) * size);
  const from = spans.map(([low], axis) => Math.max(0, low - (first[axis] ?? 0)));
  const to = spans.map(([, high], axis) => {
    const start = first[axis] ?? 0;
    return Math.min(array.chunks[axis] ?? 0, (array.shape[axis] ?? 0) - start, high - start);
  });
  return to.every((end, axis) => end > (from[axis] ?? 0)) ? { key, from, to } : undefined;
}
