import { chunkCount, voxelAt, voxelEdge, type AxisTransform, type Dataset, type Level } from '../../core';
import type { ChunkBox } from '../library';
import { boxChunkCount } from './chunk-boxes';

/** Where a region begins and where it ends, not before; both may be the same, for a slice or a point. */
export type PinRange = readonly [low: number, high: number];

/** What of a dataset is to be kept. */
export interface PinChoice {
  /** This level and all coarser ones. */
  readonly finestLevel: number;
  /**
   * By axis name, in world coordinates, time included; on the channel axis in indices, `[0, 2]` for the first three. An axis
   * that is missing here is kept whole.
   */
  readonly region?: Readonly<Record<string, PinRange>>;
}

/** Channels are chosen by index, whatever the metadata says of their axis, as views do. */
const BY_INDEX: AxisTransform = { scale: 1, translation: 0 };

/**
 * Returns the chunks of a choice as one box for each level, coarsest first: all that hold a voxel which reaches into the
 * region. Levels that are not open are left out, and so are those that hold nothing of the region.
 */
export function pinBoxes(dataset: Dataset, { finestLevel, region = {} }: PinChoice): ChunkBox[] {
  const ranges = dataset.axes.map(({ name }) => (Object.hasOwn(region, name) ? region[name] : undefined));
  const boxes = dataset.levels.flatMap((level, number) => {
    if (number < finestLevel || !level.array) return [];
    const { shape, chunks } = level.array;
    const spans = shape.map((size, axis) => {
      const transform = axis === dataset.channelAxis ? BY_INDEX : transformOf(level, axis);
      const [first, end] = voxelsIn(ranges[axis], transform, size);
      const chunk = chunks[axis] ?? 1;
      const low = Math.floor(first / chunk);
      return { low, high: first < end ? chunkCount(end, chunk) : low };
    });
    const box = { level: number, low: spans.map(({ low }) => low), high: spans.map(({ high }) => high) };
    return boxChunkCount(box) > 0 ? [box] : [];
  });
  return boxes.reverse();
}

function transformOf({ scale, translation }: Level, axis: number): AxisTransform {
  return { scale: scale[axis] ?? 1, translation: translation[axis] ?? 0 };
}

/** The voxels of an axis that reach into a range, half open. A voxel that ends where the range begins does not. */
function voxelsIn(
  range: PinRange | undefined,
  transform: AxisTransform,
  size: number,
): readonly [first: number, end: number] {
  if (!range) return [0, size];
  const [low, high] = range;
  const first = voxelAt(low, transform);
  const last = voxelAt(high, transform);
  const end = last === first || voxelEdge(last, transform) < high ? last + 1 : last;
  return [Math.max(0, first), Math.min(size, end)];
}
