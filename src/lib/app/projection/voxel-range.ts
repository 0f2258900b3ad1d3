import { continuousIndexAt, voxelAt, voxelCenter, type AxisTransform } from '../../core';

/** How far a centre may lie outside a range and count as on its end, in voxels: what float64 rounds away. */
const TOLERANCE = 1e-6;

/** A place on an axis and how far a slice reaches from it, in world units. */
export interface ThickPlace {
  readonly position: number;
  readonly left: number;
  readonly right: number;
}

/** Voxels `[from, to)`. */
export interface VoxelRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Returns the voxels, of an axis without ends, whose centres lie within `[position − left, position + right]`; the one
 * that holds the position where there is none, as on levels whose voxels are wider than the range.
 */
export function voxelsWithin({ position, left, right }: ThickPlace, transform: AxisTransform): VoxelRange {
  const ends = [position - left, position + right].map((end) => continuousIndexAt(end, transform));
  const from = Math.ceil(Math.min(...ends) - TOLERANCE);
  const to = Math.floor(Math.max(...ends) + TOLERANCE) + 1;
  if (to > from) return { from, to };
  const voxel = voxelAt(position, transform);
  return { from: voxel, to: voxel + 1 };
}

/** {@link voxelsWithin} cut to an axis of `size` voxels; `undefined` when the range meets none of them. */
export function voxelRange(
  place: ThickPlace,
  transform: AxisTransform,
  size: number,
): VoxelRange | undefined {
  const { from, to } = voxelsWithin(place, transform);
  const cut = { from: Math.max(0, from), to: Math.min(size, to) };
  return cut.to > cut.from ? cut : undefined;
}

/** The steps of a slider: where it can stand. */
export interface Steps extends AxisTransform {
  readonly count: number;
}

/**
 * Returns the steps of a slider from which a range of this reach meets an axis of `size` voxels, as steps of their own;
 * none (`count` 0) when there are none. Takes as long as the logarithm of their number.
 */
export function stepsThatMeet(
  steps: Steps,
  reach: Omit<ThickPlace, 'position'>,
  axis: AxisTransform & { readonly size: number },
): Steps {
  const at = (step: number) => voxelsWithin({ ...reach, position: voxelCenter(step, steps) }, axis);
  const isPastStart = (step: number) => at(step).to > 0;
  const isBeforeEnd = (step: number) => at(step).from < axis.size;
  const isAlong = steps.scale * axis.scale > 0;
  const [starts, goesOn] = isAlong ? [isPastStart, isBeforeEnd] : [isBeforeEnd, isPastStart];
  const first = firstWhere(starts, steps.count);
  const end = firstWhere((step) => !goesOn(step), steps.count);
  return {
    scale: steps.scale,
    translation: voxelCenter(first, steps),
    count: Math.max(0, end - first),
  };
}

/** The first number below `count` from which on a condition holds; `count` when it never does. */
function firstWhere(holds: (step: number) => boolean, count: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
