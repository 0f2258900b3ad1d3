import { eyeOf, screenToWorld3D, type Camera3D } from './camera-3d';
import { add, at, dot, rotateBack, scaleBy, subtract, type Vec3 } from './vec3';
import type { SlicePlane, WorldBox } from './volume-view';

/** What a pixel looks at: `origin + t · direction` for `t` from `start` on. */
export interface Ray {
  /** The eye; orthographic: a point on the plane through the centre. */
  readonly origin: Vec3;
  /** Of length 1, so that `t` is in world units. */
  readonly direction: Vec3;
  /** 0; orthographic: −Infinity, since there is no eye. */
  readonly start: number;
}

/** Squared sine of the angle between a line and a ray below which they count as parallel. */
const PARALLEL = 1e-9;

/** The ray through a point in CSS pixels from the viewport's top left. */
export function rayThrough(camera: Camera3D, point: readonly [number, number]): Ray {
  const onPlane = screenToWorld3D(camera, point);
  const eye = eyeOf(camera);
  if (!eye) {
    return { origin: onPlane, direction: rotateBack(camera.rotation, [0, 0, 1]), start: -Infinity };
  }
  const toPlane = subtract(onPlane, eye);
  return { origin: eye, direction: scaleBy(toPlane, 1 / Math.hypot(...toPlane)), start: 0 };
}

/** World position at `t` along a ray. */
export function pointAlong({ origin, direction }: Ray, t: number): Vec3 {
  return add(origin, scaleBy(direction, t));
}

/** Where a ray enters and leaves a box, as `t`; `undefined` when it misses. */
export function intersectBox(ray: Ray, { low, high }: WorldBox): readonly [number, number] | undefined {
  let [enter, leave] = [ray.start, Infinity];
  for (let a = 0; a < 3; a++) {
    const [from, step] = [at(ray.origin, a), at(ray.direction, a)];
    if (step === 0) {
      if (from < at(low, a) || from > at(high, a)) return undefined;
      continue;
    }
    const [t0, t1] = [(at(low, a) - from) / step, (at(high, a) - from) / step];
    enter = Math.max(enter, Math.min(t0, t1));
    leave = Math.min(leave, Math.max(t0, t1));
  }
  return enter <= leave ? [enter, leave] : undefined;
}

/** Where a ray meets a plane, as `t`; `undefined` when it does not, or runs within it. */
export function intersectPlane(ray: Ray, { position, normal }: SlicePlane): number | undefined {
  const slope = dot(normal, ray.direction);
  if (slope === 0) return undefined;
  const t = dot(normal, subtract(position, ray.origin)) / slope;
  return t >= ray.start ? t : undefined;
}

/**
 * Returns how far along a line, from `position` in world units of `direction`, the line comes nearest to a ray: where a
 * handle that moves along it goes under the pointer. `undefined` when both run the same way.
 */
export function nearestAlong(ray: Ray, position: Vec3, direction: Vec3): number | undefined {
  const slant = dot(ray.direction, direction);
  const square = dot(direction, direction);
  const spread = square - slant * slant;
  if (spread <= PARALLEL * square) return undefined;
  const offset = subtract(ray.origin, position);
  return (dot(offset, direction) - slant * dot(offset, ray.direction)) / spread;
}
