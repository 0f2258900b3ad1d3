import { cornersOf, type SlicePlane, type Vec3, type WorldBox } from '../../../view';

/** The polygon in which a plane cuts a box, in order around it: 3 to 6 world positions, or none where it misses. */
export function planeOutline(box: WorldBox, { position, normal }: SlicePlane): Vec3[] {
  const corners = cornersOf(box);
  const heights = corners.map((corner) => dot(minus(corner, position), normal));
  const points: Vec3[] = [];
  corners.forEach((from, n) => {
    for (let axis = 0; axis < 3; axis++) {
      const to = corners[n | (1 << axis)];
      const [a = 0, b = 0] = [heights[n], heights[n | (1 << axis)]];
      if ((n & (1 << axis)) !== 0 || !to || a > 0 === b > 0) continue;
      const part = a / (a - b);
      points.push([
        from[0] + (to[0] - from[0]) * part,
        from[1] + (to[1] - from[1]) * part,
        from[2] + (to[2] - from[2]) * part,
      ]);
    }
  });
  return aroundMiddle(points, normal);
}

/** Sorts points of a plane by their direction from the middle of them. */
function aroundMiddle(points: readonly Vec3[], normal: Vec3): Vec3[] {
  const [first] = points;
  if (!first) return [];
  const sum = points.reduce<Vec3>((s, p) => [s[0] + p[0], s[1] + p[1], s[2] + p[2]], [0, 0, 0]);
  const middle: Vec3 = [sum[0] / points.length, sum[1] / points.length, sum[2] / points.length];
  const across = minus(first, middle);
  const along = cross(normal, across);
  const angle = (p: Vec3): number => {
    const d = minus(p, middle);
    return Math.atan2(dot(d, along) / Math.hypot(...normal), dot(d, across));
  };
  return [...points].sort((a, b) => angle(a) - angle(b));
}

function minus(a: Vec3, b: Vec3): Vec3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vec3, b: Vec3): Vec3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
