import type { Dataset } from '../../../core';

/** How far a level lies from where the mean of the next finer one would put it, on one axis. */
export interface AxisOffset {
  readonly axis: string;
  /** World units: where the centre of a coarse voxel is, less the mean of the centres of the finer ones that it covers. */
  readonly world: number;
}

/** Two neighbouring levels. */
export interface PairOffset {
  readonly fine: number;
  readonly coarse: number;
  readonly offsets: readonly AxisOffset[];
}

/**
 * Returns how each level lies over the next finer one on some axes, as their transforms say: the largest distance between
 * the centre of a coarse voxel and the mean of the centres of those that it covers. A level that is a little too large or
 * too small is farthest off at its ends, so both are looked at.
 */
export function pairOffsets(dataset: Dataset, axes: readonly number[]): PairOffset[] {
  return dataset.levels.slice(1).map((_, fine) => ({
    fine,
    coarse: fine + 1,
    offsets: axes.map((axis) => ({
      axis: dataset.axes[axis]?.name ?? '',
      world: offsetAlong(dataset, fine, axis),
    })),
  }));
}

function offsetAlong({ levels }: Dataset, fine: number, axis: number): number {
  const [finer, coarser] = [levels[fine], levels[fine + 1]];
  const scale = finer?.scale[axis] ?? 1;
  const coarseScale = coarser?.scale[axis] ?? 1;
  const factor = wholeFactor(finer?.array?.shape[axis], coarser?.array?.shape[axis], coarseScale / scale);
  const offsetOf = (voxel: number) =>
    voxel * coarseScale +
    (coarser?.translation[axis] ?? 0) -
    ((voxel * factor + (factor - 1) / 2) * scale + (finer?.translation[axis] ?? 0));
  const last = Math.max(0, (coarser?.array?.shape[axis] ?? 1) - 1);
  const [first, end] = [offsetOf(0), offsetOf(last)];
  return Math.abs(end) > Math.abs(first) + 1e-9 * scale ? end : first;
}

/** Finer voxels to a coarse one: by the shapes where those are known and tell, since scales may be what is wrong. */
function wholeFactor(fine: number | undefined, coarse: number | undefined, byScale: number): number {
  if (fine === undefined || coarse === undefined) return byScale;
  const whole = Math.max(1, Math.round(byScale));
  const isMet = Math.abs(Math.ceil(fine / whole) - coarse) <= 1 || Math.floor(fine / whole) === coarse;
  return isMet ? whole : fine / coarse;
}
