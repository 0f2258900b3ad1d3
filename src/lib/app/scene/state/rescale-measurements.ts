import type { MeasurementState } from '../../../share';

/** Measurements in other world units: `ratio` of the units on an axis. */
export function rescaled(
  measurements: readonly MeasurementState[],
  ratio: (axis: string) => number,
): MeasurementState[] {
  return measurements.map(({ kind, axes, points }) => ({
    ...{ kind, axes },
    points: points.map((point) => point.map((part, at) => part * ratio(axes[at] ?? ''))),
  }));
}
