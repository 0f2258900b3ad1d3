import * as v from 'valibot';
import type { MeasurementState } from './view-state';

/** As many as anyone keeps an eye on; a list of them is drawn with each frame. */
const maxMeasurements = 256;

/** Kinds in the order of their numbers on the wire, and how many points each has. */
const kinds = ['distance', 'angle', 'box'] as const;
const points: readonly number[] = [2, 3, 2];

const finite = v.pipe(v.number(), v.finite());
const axes = v.pipe(
  v.array(v.pipe(v.string(), v.maxLength(1024))),
  v.minLength(2),
  v.maxLength(3),
  v.check((names) => new Set(names).size === names.length, 'an axis is named twice'),
);

/** Kind by number, axes, and the coordinates of all points one after the other. */
const one = v.pipe(
  v.strictObject({ k: v.picklist([0, 1, 2]), a: axes, p: v.array(finite) }),
  v.check(
    ({ k, a, p }) => p.length === (points[k] ?? 0) * a.length,
    'not as many coordinates as it has points',
  ),
);
export const measurementsWire = v.pipe(v.array(one), v.maxLength(maxMeasurements));

/** As scripts write them. */
export const measurementsPatch = v.pipe(
  v.array(
    v.pipe(
      v.strictObject({ kind: v.picklist(kinds), axes, points: v.array(v.array(finite)) }),
      v.check((it) => isWhole(it), 'not a world position on each axis for each of its points'),
    ),
  ),
  v.maxLength(maxMeasurements),
);

function isWhole({ kind, axes: names, points: places }: MeasurementState): boolean {
  return (
    places.length === points[kinds.indexOf(kind)] && places.every(({ length }) => length === names.length)
  );
}

export function measurementsToWire(measurements: readonly MeasurementState[]): unknown {
  return measurements.map((it) => ({ k: kinds.indexOf(it.kind), a: it.axes, p: it.points.flat() }));
}

/** The inverse of {@link measurementsToWire}. */
export function measurementsFromWire(wire: v.InferOutput<typeof measurementsWire>): MeasurementState[] {
  return wire.map(({ k, a, p }) => ({
    kind: kinds[k],
    axes: a,
    points: Array.from({ length: p.length / a.length }, (_, at) =>
      p.slice(at * a.length, (at + 1) * a.length),
    ),
  }));
}
