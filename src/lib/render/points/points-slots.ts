import { chunkKeyString, coordinateTransforms, type ChunkArray } from '../../core';
import type { PointsCell } from '../../view';
import type { PointsFrame } from './points-frame';

/** Points of a slot. */
export const SLOT_POINTS = 256;
/** Columns of a texel. */
const TEXEL_COLUMNS = 4;

/** A cell whose points are on the GPU, as float32 relative to an anchor near what is looked at. */
export interface HeldCell {
  readonly name: string;
  readonly dataset: string;
  /** Slots of the first four columns, in order, and of the fifth. */
  readonly slots: readonly number[];
  readonly more: readonly number[];
  readonly points: number;
  readonly isCut: boolean;
  /** World position, store axis order. */
  readonly anchor: readonly number[];
  /** How coordinates were made world positions. */
  readonly placing: string;
  /** What it was packed from: another chunk of the same name holds what has changed since. It is not kept for that. */
  readonly from: WeakRef<ChunkArray>;
}

/** The points of a cell as they are written: texels by slot. */
export interface PackedCell {
  readonly first: Float32Array;
  /** Present where there are five columns. */
  readonly second?: Float32Array;
  readonly points: number;
  /** There may be more of them than fit. */
  readonly isCut: boolean;
}

/** Names a cell of a dataset. */
export function cellName({ key }: PointsCell): string {
  return chunkKeyString(key);
}

/** Says how coordinates of a dataset become world positions: other words, other positions. */
export function placingOf({ dataset }: Pick<PointsFrame, 'dataset'>, level: number): string {
  const { scale = [], translation = [] } = dataset.levels[level] ?? {};
  return `${scale.join()}/${translation.join()}`;
}

/** Slots that so many points take, all their columns together. */
export function slotsFor(points: number, columns: number): number {
  return Math.ceil(points / SLOT_POINTS) * Math.ceil(columns / TEXEL_COLUMNS);
}

/**
 * Packs the points of a chunk relative to an anchor. Rows without a place (NaN) are left out, as are those beyond the end of a
 * list, and those after the first `most` points. Subtracted in float64, so that what is near the anchor keeps its place to a
 * fraction of a pixel.
 */
export function packCell(
  { dataset }: Pick<PointsFrame, 'dataset'>,
  { key }: PointsCell,
  chunk: ChunkArray,
  { anchor, most }: { readonly anchor: readonly number[]; readonly most: number },
): PackedCell {
  const { points: metadata, levels, axes } = dataset;
  const level = levels[key.level];
  if (!metadata || !level) throw new Error(`${dataset.id} has no points at level ${key.level}.`);
  const transforms = coordinateTransforms(metadata, level);
  const [down = 1, across = 1] = chunk.stride.slice(-2);
  const rows = rowsOf(metadata, chunk, key.index);
  // One row more, in which a place is tried before it is known to be one.
  const padded = (Math.ceil(Math.min(rows, most) / SLOT_POINTS) * SLOT_POINTS + 1) * TEXEL_COLUMNS;
  const first = new Float32Array(padded);
  const second = axes.length > TEXEL_COLUMNS ? new Float32Array(padded) : undefined;
  let [points, row] = [0, 0];
  for (; row < rows && points < most; row++) {
    let isPlace = true;
    for (let axis = 0; axis < axes.length; axis++) {
      const { factor = 1, offset = 0 } = transforms[axis] ?? {};
      const world = Number(chunk.data[row * down + axis * across]) * factor + offset;
      isPlace &&= Number.isFinite(world);
      const to = axis < TEXEL_COLUMNS ? first : second;
      if (to) to[points * TEXEL_COLUMNS + (axis % TEXEL_COLUMNS)] = world - (anchor[axis] ?? 0);
    }
    if (isPlace) points++;
  }
  const used = Math.ceil(points / SLOT_POINTS) * SLOT_POINTS * TEXEL_COLUMNS;
  return {
    first: first.subarray(0, used),
    ...(second && { second: second.subarray(0, used) }),
    points,
    isCut: row < rows,
  };
}

/** Rows of a chunk that are points: of the last one of a list, fewer. */
function rowsOf(
  { count, rows, parts }: { readonly count: number; readonly rows: number; readonly parts?: number },
  { shape }: ChunkArray,
  index: readonly number[],
): number {
  const held = shape.at(-2) ?? 0;
  return parts === undefined ? held : Math.max(0, Math.min(held, count - (index[0] ?? 0) * rows));
}

/** Where the anchor of a cell is best: at what is looked at, as far as the cell reaches. */
export function bestAnchor({ low, high }: PointsCell, focus: readonly number[]): number[] {
  return focus.map((at, axis) => Math.min(Math.max(at, low[axis] ?? at), high[axis] ?? at));
}
