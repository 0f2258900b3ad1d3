/** Points in space, coordinate by coordinate. */
export interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
}

/** Raises the point at `from` to a power, and writes the result at `to`. */
export type TriplexPower = (points: Points, from: number, to: number) => void;

export function makePoints(count: number): Points {
  return { x: new Float64Array(count), y: new Float64Array(count), z: new Float64Array(count) };
}

/**
 * The power as it is defined: the radius to the power of `order`, both angles times `order`. The latitude is
 * atan2(z, √(x² + y²)), the longitude atan2(y, x).
 */
export function powerByAngles(order: number): TriplexPower {
  return (points, from, to) => {
    const x = points.x[from] ?? 0;
    const y = points.y[from] ?? 0;
    const z = points.z[from] ?? 0;
    const across = x * x + y * y;
    const radius = Math.sqrt(across + z * z) ** order;
    const latitude = order * Math.atan2(z, Math.sqrt(across));
    const longitude = order * Math.atan2(y, x);
    points.x[to] = radius * Math.cos(latitude) * Math.cos(longitude);
    points.y[to] = radius * Math.cos(latitude) * Math.sin(longitude);
    points.z[to] = radius * Math.sin(latitude);
  };
}

/** Returns how many steps of v ← power(v) + c from v = 0 stay within |v| ≤ 2, at most `limit`. */
export function countSteps(power: TriplexPower, c: readonly [number, number, number], limit: number): number {
  const v = makePoints(1);
  let steps = 0;
  while (steps < limit) {
    power(v, 0, 0);
    const x = (v.x[0] = (v.x[0] ?? 0) + c[0]);
    const y = (v.y[0] = (v.y[0] ?? 0) + c[1]);
    const z = (v.z[0] = (v.z[0] ?? 0) + c[2]);
    if (x * x + y * y + z * z > 4) break;
    steps++;
  }
  return steps;
}
