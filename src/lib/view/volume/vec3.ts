/** Along [x, y, z]: the last, the middle and the first of the three displayed axes. */
export type Vec3 = readonly [number, number, number];

/** A unit quaternion, xyzw. */
export type Quaternion = readonly [number, number, number, number];

/** Returns the vector whose part along each axis is `along(axis)`. */
export function vec3(along: (axis: number) => number): Vec3 {
  return [along(0), along(1), along(2)];
}

/** The part of a vector along one axis. */
export function at(vector: Vec3, axis: number): number {
  return vector[axis as 0 | 1 | 2];
}

export function add(a: Vec3, b: Vec3): Vec3 {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

export function subtract(a: Vec3, b: Vec3): Vec3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

export function scaleBy(a: Vec3, factor: number): Vec3 {
  return [a[0] * factor, a[1] * factor, a[2] * factor];
}

export function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vec3, b: Vec3): Vec3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** `q · v · q⁻¹` for a unit quaternion. */
export function rotate([x, y, z, w]: Quaternion, v: Vec3): Vec3 {
  const twice = scaleBy(cross([x, y, z], v), 2);
  return add(add(v, scaleBy(twice, w)), cross([x, y, z], twice));
}

/** `q⁻¹ · v · q` for a unit quaternion. */
export function rotateBack([x, y, z, w]: Quaternion, v: Vec3): Vec3 {
  return rotate([-x, -y, -z, w], v);
}

/** Returns the rotation `b` followed by the rotation `a`, of length 1 again whatever rounding did before. */
export function compose(a: Quaternion, b: Quaternion): Quaternion {
  const [ax, ay, az, aw] = a;
  const [bx, by, bz, bw] = b;
  const x = aw * bx + ax * bw + ay * bz - az * by;
  const y = aw * by - ax * bz + ay * bw + az * bx;
  const z = aw * bz + ax * by - ay * bx + az * bw;
  const w = aw * bw - ax * bx - ay * by - az * bz;
  const length = Math.hypot(x, y, z, w);
  return [x / length, y / length, z / length, w / length];
}

/** An axis shorter than this is none: its direction has been rounded away. */
const MIN_AXIS = 1e-150;

/** Returns the turn by `angle` radians about an axis of any length: from x to y about z. No turn about no axis. */
export function turnAbout(axis: Vec3, angle: number): Quaternion {
  const length = Math.hypot(...axis);
  if (length < MIN_AXIS || angle === 0) return [0, 0, 0, 1];
  const [x, y, z] = scaleBy(axis, Math.sin(angle / 2) / length);
  return [x, y, z, Math.cos(angle / 2)];
}
