import {
  voxelAt,
  voxelCenter,
  type ChunkArray,
  type Dataset,
  type DType,
  type LevelArray,
} from '../../../core';
import { coverOrder, type SliceView, type TilePlan } from '../../../view';

/** What stands at one place in one channel of one layer. Store axis order, channel included. */
export interface ValueAt {
  readonly layer: string;
  readonly level: number;
  readonly index: number[];
  readonly world: number[];
  /** 64-bit integers are decimal strings; null = not loaded, or failed. */
  readonly value: number | string | null;
}

/** A chunk in memory, `'empty'` when the store has none, `undefined` while it is not here. */
export type ChunkPeek = (
  dataset: string,
  level: number,
  index: readonly number[],
) => ChunkArray | 'empty' | undefined;

export interface ValueRequest {
  readonly layer: string;
  /** In world units. */
  readonly dataset: Dataset;
  readonly slice: SliceView;
  /** Says which levels the picture is drawn from: the value is read from the best of them in memory. */
  readonly plan: Pick<TilePlan, 'level' | 'view' | 'finestLevel' | 'omitted'>;
  /** World position, [horizontal, vertical]. */
  readonly at: readonly [number, number];
  readonly peek: ChunkPeek;
}

/** Returns one entry for each channel of the slice, from the best level in memory; none outside the data. */
export function valuesAt(request: ValueRequest): ValueAt[] {
  const values: ValueAt[] = [];
  for (const channel of request.slice.channels) {
    const value = channelValue(request, channel);
    if (value) values.push(value);
  }
  return values;
}

function channelValue(request: ValueRequest, channel: number): ValueAt | undefined {
  const { dataset, plan, peek, layer } = request;
  if (!placeAt(request, channel, 0)) return undefined;
  let wanted: { level: number; place: Place } | undefined;
  for (const level of coverOrder(dataset, plan)) {
    const place = placeAt(request, channel, level);
    if (!place) continue;
    wanted ??= { level, place };
    const chunk = peek(dataset.id, level, place.chunk);
    if (chunk === undefined) continue;
    const value = chunk === 'empty' ? fillOf(place.array, dataset.dtype) : voxelOf(chunk, place);
    return { layer, level, index: place.index, world: place.world, value };
  }
  if (!wanted) return undefined;
  return { layer, level: wanted.level, index: wanted.place.index, world: wanted.place.world, value: null };
}

/** What a voxel holds that the store leaves out: rounded as the type does, and in the form that read values have. */
function fillOf({ fillValue }: LevelArray, dtype: DType): number | string {
  if (dtype === 'int64' || dtype === 'uint64') return String(fillValue);
  return dtype === 'float32' ? Math.fround(Number(fillValue)) : Number(fillValue);
}

interface Place {
  readonly array: LevelArray;
  readonly index: number[];
  readonly chunk: number[];
  readonly world: number[];
}

/** Where the world position falls in a level; `undefined` outside its extent or while the level is not open. */
function placeAt({ dataset, slice, at }: ValueRequest, channel: number, level: number): Place | undefined {
  const grid = dataset.levels[level];
  const array = grid?.array;
  if (!grid || !array) return undefined;
  const index: number[] = [];
  const world: number[] = [];
  for (let axis = 0; axis < dataset.axes.length; axis++) {
    const transform = { scale: grid.scale[axis] ?? 1, translation: grid.translation[axis] ?? 0 };
    const position =
      axis === slice.horizontal ? at[0] : axis === slice.vertical ? at[1] : slice.position[axis];
    const voxel = axis === dataset.channelAxis ? channel : voxelAt(position ?? 0, transform);
    if (!(voxel >= 0 && voxel < (array.shape[axis] ?? 0))) return undefined;
    index.push(voxel);
    world.push(axis === dataset.channelAxis ? voxelCenter(voxel, transform) : (position ?? 0));
  }
  const chunk = index.map((voxel, axis) => Math.floor(voxel / (array.chunks[axis] ?? 1)));
  return { array, index, chunk, world };
}

function voxelOf(chunk: ChunkArray, { index, chunk: at, array }: Place): number | string {
  const offset = index.reduce(
    (sum, voxel, axis) =>
      sum + (voxel - (at[axis] ?? 0) * (array.chunks[axis] ?? 1)) * (chunk.stride[axis] ?? 0),
    0,
  );
  const value = chunk.data[offset];
  if (value === undefined) throw new Error(`Voxel ${index.join()} is not in chunk ${at.join()}.`);
  return typeof value === 'bigint' ? value.toString() : value;
}
