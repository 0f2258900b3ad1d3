import { AppError, type Dataset } from '../../../core';
import { defaultChannels } from '../../scene/layers/channel-colors';

/** Which chunks of the coarsest level a thumbnail is made of, and where. Axes and indices are in store order. */
export interface ThumbnailPlan {
  readonly level: number;
  readonly width: number;
  readonly height: number;
  readonly aspect: number;
  readonly rowAxis: number;
  readonly columnAxis: number;
  /** Voxel on each axis that is not on the picture: the middle one of a depth, the first of a time. */
  readonly at: readonly number[];
  readonly channels: readonly number[];
  /** Indices of the chunks. */
  readonly reads: readonly (readonly number[])[];
}

/** Longest edge: twice what a cell of a plate shows on common screens. */
const edgePx = 128;
const maxChannels = 6;
/** Images without a pyramid are not read whole for the sake of a thumbnail. */
const maxReads = 64;

/** Plans a thumbnail of a dataset whose coarsest level is open. Throws `unsupported` where that would take too many chunks. */
export function planThumbnail(dataset: Dataset): ThumbnailPlan {
  const level = dataset.levels.length - 1;
  const { array, scale } = dataset.levels[level] ?? { scale: [] };
  if (!array) throw new Error('The coarsest level is not open.');
  const [rowAxis, columnAxis] = pictureAxes(dataset);
  const [rows, columns] = [array.shape[rowAxis] ?? 1, array.shape[columnAxis] ?? 1];
  const aspect = (columns * (scale[columnAxis] ?? 1)) / (rows * (scale[rowAxis] ?? 1));
  const shrink = Math.max(1, Math.max(rows, columns) / edgePx);
  const at = array.shape.map((size, axis) =>
    dataset.axes[axis]?.type === 'space' ? Math.floor((size - 1) / 2) : 0,
  );
  const visible = defaultChannels(dataset).filter((channel) => channel.visible);
  const channels = visible.slice(0, maxChannels).map(({ index }) => index);
  const reads = chunksOf({ dataset, at, channels, rowAxis, columnAxis }, array);
  return {
    ...{ level, rowAxis, columnAxis, at, channels, reads, aspect },
    width: Math.max(1, Math.round(columns / shrink)),
    height: Math.max(1, Math.round(rows / shrink)),
  };
}

/** y and x, else the last two axes that are no channels. */
function pictureAxes({ axes }: Dataset): [number, number] {
  const named = ['y', 'x'].map((name) => axes.findIndex((axis) => axis.name === name));
  const others = axes.flatMap(({ type }, axis) => (type === 'channel' ? [] : [axis])).slice(-2);
  const [row = 0, column = 0] = named.includes(-1) ? others : named;
  return [row, column];
}

function chunksOf(
  {
    dataset,
    at,
    channels,
    rowAxis,
    columnAxis,
  }: Pick<ThumbnailPlan, 'at' | 'channels' | 'rowAxis' | 'columnAxis'> & { dataset: Dataset },
  { shape, chunks }: { readonly shape: readonly number[]; readonly chunks: readonly number[] },
): number[][] {
  const { channelAxis } = dataset;
  const chunkAt = (voxel: number, axis: number): number => Math.floor(voxel / (chunks[axis] ?? 1));
  const along = shape.map((size, axis): number[] => {
    if (axis === channelAxis) return [...new Set(channels.map((channel) => chunkAt(channel, axis)))];
    if (axis !== rowAxis && axis !== columnAxis) return [chunkAt(at[axis] ?? 0, axis)];
    const count = Math.ceil(size / (chunks[axis] ?? 1));
    return count > maxReads ? tooMany(size, dataset.name) : [...Array(count).keys()];
  });
  const total = along.reduce((product, list) => product * list.length, 1);
  if (total > maxReads) tooMany(shape[columnAxis] ?? 0, dataset.name);
  return along.reduce<number[][]>(
    (found, list) => found.flatMap((index) => list.map((chunk) => [...index, chunk])),
    [[]],
  );
}

function tooMany(size: number, name: string): never {
  const feature = `a preview of an image whose coarsest level is ${size} voxels wide`;
  throw new AppError('unsupported', `"${name}" has no level that is small enough for a preview.`, {
    feature,
  });
}
