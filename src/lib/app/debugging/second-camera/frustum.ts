import {
  cornersOf,
  eyeDistance,
  eyeOf,
  screenToWorld,
  screenToWorld3D,
  worldToView,
  type Camera2D,
  type Camera3D,
  type Vec3,
  type WorldBox,
} from '../../../view';

/** What a camera sees of a piece of space. Corners: left top, right top, right bottom, left bottom of the screen. */
export interface Frustum {
  readonly near: readonly Vec3[];
  readonly far: readonly Vec3[];
  /** Absent where there is none: the edges are parallel. */
  readonly eye?: Vec3;
}

/** The near side is at least this part of the eye's distance before the eye. */
const NEAREST_PART = 0.05;
/** What is thinner than this part of the box looks flat. */
const LEAST_PART = 0.02;

/** What a 3D camera sees of the depths that a box reaches over, as far as these are before the eye. */
export function frustumOf(camera: Camera3D, bounds: WorldBox): Frustum {
  const depths = cornersOf(bounds).map((corner) => worldToView(camera, corner)[2]);
  const nearest = -eyeDistance(camera) * (1 - NEAREST_PART);
  const near = Math.max(Math.min(...depths), nearest);
  const least = LEAST_PART * (Math.max(...depths) - Math.min(...depths));
  const far = Math.max(Math.max(...depths), near + least);
  const at = (depth: number) => screenCorners(camera).map((corner) => screenToWorld3D(camera, corner, depth));
  const eye = eyeOf(camera);
  return { near: at(near), far: at(far), ...(eye && { eye }) };
}

/** What a 2D camera sees, as a column from one height to another. */
export function columnOf(camera: Camera2D, [near, far]: readonly [number, number]): Frustum {
  const corners = screenCorners(camera).map((corner) => screenToWorld(camera, corner));
  const at = (z: number) => corners.map(([x, y]): Vec3 => [x, y, z]);
  return { near: at(near), far: at(far) };
}

function screenCorners({ width, height }: Camera2D | Camera3D): (readonly [number, number])[] {
  return [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ];
}
