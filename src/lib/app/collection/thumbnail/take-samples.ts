import type { ChunkArray, Dataset, LevelArray } from '../../../core';
import type { ThumbnailPlan } from './plan-thumbnail';

/** Empty planes for a plan, by channel. */
export function emptyPlanes({ channels, width, height }: ThumbnailPlan): Map<number, Float32Array> {
  return new Map(channels.map((channel) => [channel, new Float32Array(width * height).fill(NaN)]));
}

/** A chunk, or what stands for one that is not stored, at its index. */
export interface PlacedChunk {
  readonly index: readonly number[];
  readonly chunk: ChunkArray | undefined;
}

/** Writes the voxels of one chunk that are nearest to the middles of the pixels into the planes. */
export function takeSamples(
  planes: ReadonlyMap<number, Float32Array>,
  { index, chunk }: PlacedChunk,
  {
    plan,
    dataset,
    array,
  }: { readonly plan: ThumbnailPlan; readonly dataset: Dataset; readonly array: LevelArray },
): void {
  const { rowAxis, columnAxis, width, height } = plan;
  const along = (axis: number, pixels: number) => pixelsIn(index, array, { axis, pixels });
  const [rows, columns] = [along(rowAxis, height), along(columnAxis, width)];
  for (const [channel, plane] of planes) {
    const start = startOf(index, { plan, dataset, array, chunk, channel });
    if (start === undefined) continue;
    for (const { pixel: y, local: row } of rows)
      for (const { pixel: x, local: column } of columns)
        plane[y * width + x] = chunk
          ? Number(
              chunk.data[
                start + row * (chunk.stride[rowAxis] ?? 0) + column * (chunk.stride[columnAxis] ?? 0)
              ],
            )
          : Number(array.fillValue);
  }
}

/** Pixels whose middles lie in a chunk, with the voxel of the chunk that each is in. */
function pixelsIn(
  index: readonly number[],
  { shape, chunks }: LevelArray,
  { axis, pixels }: { readonly axis: number; readonly pixels: number },
): { pixel: number; local: number }[] {
  const size = chunks[axis] ?? 1;
  const first = (index[axis] ?? 0) * size;
  return [...Array(pixels).keys()].flatMap((pixel) => {
    const local = Math.floor(((pixel + 0.5) * (shape[axis] ?? 1)) / pixels) - first;
    return local >= 0 && local < size ? [{ pixel, local }] : [];
  });
}

/** Offset of the first row and column of a channel in a chunk; `undefined` when the chunk has nothing of it. */
function startOf(
  index: readonly number[],
  {
    plan,
    dataset,
    array,
    chunk,
    channel,
  }: {
    readonly plan: ThumbnailPlan;
    readonly dataset: Dataset;
    readonly array: LevelArray;
    readonly chunk: ChunkArray | undefined;
    readonly channel: number;
  },
): number | undefined {
  let start = 0;
  for (const axis of index.keys()) {
    if (axis === plan.rowAxis || axis === plan.columnAxis) continue;
    const size = array.chunks[axis] ?? 1;
    const voxel = axis === dataset.channelAxis ? channel : (plan.at[axis] ?? 0);
    const local = voxel - (index[axis] ?? 0) * size;
    if (local < 0 || local >= size) return undefined;
    start += local * (chunk?.stride[axis] ?? 0);
  }
  return start;
}
