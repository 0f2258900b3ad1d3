import { unitFactor } from '../text/units';

/** `distance` between two points, `angle` at the second of three, `box` between two opposite corners. */
export type MeasureKind = 'distance' | 'angle' | 'box';

/** How many points a measurement has. */
export const measurePoints: Readonly<Record<MeasureKind, number>> = { distance: 2, angle: 3, box: 2 };

export interface MeasuredAxis {
  readonly axis: string;
  /** Absent where the axis has none. */
  readonly unit?: string;
}

export interface Quantity {
  /** Such as 'length' or 'area'; 'Δx' for the part along one axis where axes measure different things. */
  readonly name: string;
  readonly value: number;
  /** To the power `power`; absent where there is none. Angles are in degrees. */
  readonly unit?: string;
  readonly power: 1 | 2 | 3;
}

const sizeNames = ['width', 'height', 'depth'];

/**
 * Measures between world positions, each in the order of `axes`: the axis across the screen last. The unit is that of the
 * last axis that has one; axes that cannot be converted to it leave what lies along each of them.
 */
export function measure(
  kind: MeasureKind,
  points: readonly (readonly number[])[],
  axes: readonly MeasuredAxis[],
): Quantity[] {
  const shared = commonUnit(axes);
  if (!shared) return kind === 'angle' ? [] : alongEach(points, axes);
  const { unit, factors } = shared;
  const [a = [], b = [], c = []] = points.map((point) => point.map((part, at) => part * (factors[at] ?? 1)));
  const named = unit === undefined ? {} : { unit };
  if (kind === 'angle') return [{ name: 'angle', value: angleAt(b, a, c), power: 1 }];
  if (kind === 'distance') return [{ name: 'length', value: Math.hypot(...minus(a, b)), ...named, power: 1 }];
  const sizes = minus(a, b).map(Math.abs).reverse();
  const product = sizes.reduce((volume, size) => volume * size, 1);
  const content: Quantity =
    sizes.length === 3
      ? { name: 'volume', value: product, ...named, power: 3 }
      : { name: 'area', value: product, ...named, power: 2 };
  const edges = sizes.map((value, at): Quantity => ({
    name: sizeNames[at] ?? '',
    value,
    ...named,
    power: 1,
  }));
  return [...edges, content];
}

/** The unit that all axes can be converted to, and what one of each axis' own is in it; `undefined` where there is none. */
export function commonUnit(
  axes: readonly MeasuredAxis[],
): { readonly unit: string | undefined; readonly factors: readonly number[] } | undefined {
  const unit = axes.findLast((axis) => axis.unit !== undefined)?.unit;
  if (unit === undefined) return { unit, factors: axes.map(() => 1) };
  const factors = axes.map((axis) => (axis.unit === undefined ? undefined : unitFactor(axis.unit, unit)));
  return factors.every((factor) => factor !== undefined) ? { unit, factors } : undefined;
}

function alongEach(points: readonly (readonly number[])[], axes: readonly MeasuredAxis[]): Quantity[] {
  const [a = [], b = []] = points;
  const along = axes.map(({ axis, unit }, at): Quantity => {
    const value = Math.abs((a[at] ?? 0) - (b[at] ?? 0));
    return { name: `Δ${axis}`, value, ...(unit !== undefined && { unit }), power: 1 };
  });
  return along.reverse();
}

/** Degrees, 0 to 180; 0 where a leg has no length. Half-angle form: exact also for legs that all but coincide. */
function angleAt(vertex: readonly number[], from: readonly number[], to: readonly number[]): number {
  const [u, v] = [unitVector(minus(from, vertex)), unitVector(minus(to, vertex))];
  if (!u || !v) return 0;
  const sum = Math.hypot(...u.map((part, at) => part + (v[at] ?? 0)));
  const difference = Math.hypot(...minus(u, v));
  return (2 * Math.atan2(difference, sum) * 180) / Math.PI;
}

function unitVector(vector: readonly number[]): number[] | undefined {
  const length = Math.hypot(...vector);
  return length > 0 ? vector.map((part) => part / length) : undefined;
}

function minus(a: readonly number[], b: readonly number[]): number[] {
  return a.map((part, at) => part - (b[at] ?? 0));
}
