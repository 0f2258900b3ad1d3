import type { Camera2D } from '../camera-2d';
import { add, rotate, rotateBack, subtract, turnAbout, type Quaternion, type Vec3 } from './vec3';

/** The 3D camera. World coordinates are float64, in the units of the first layer. */
export interface Camera3D {
  /** World position at the middle of the viewport. */
  readonly center: Vec3;
  /** CSS pixels per world unit at the centre. */
  readonly zoom: number;
  /** `v_view = q · v_world · q⁻¹`; the identity looks along +z, with x to the right and y down, as 2D does. */
  readonly rotation: Quaternion;
  /** Vertical field of view in degrees; 0 = orthographic. */
  readonly perspective: number;
  /** Size of the viewport in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly pixelRatio: number;
}

/** Distance in CSS pixels at which the viewport fills the field of view; Infinity when orthographic. */
export function focalPx({ perspective, height }: Camera3D): number {
  return perspective > 0 ? height / 2 / Math.tan((perspective * Math.PI) / 360) : Infinity;
}

/** World distance from the eye to the centre; Infinity when orthographic. */
export function eyeDistance(camera: Camera3D): number {
  return focalPx(camera) / camera.zoom;
}

/** World position of the eye; absent when orthographic: then it is nowhere. */
export function eyeOf(camera: Camera3D): Vec3 | undefined {
  const distance = eyeDistance(camera);
  if (distance === Infinity) return undefined;
  return subtract(camera.center, rotateBack(camera.rotation, [0, 0, distance]));
}

/** Offset from the centre in world units, turned so that x is right, y down, and z away from the eye. */
export function worldToView(camera: Camera3D, world: Vec3): Vec3 {
  return rotate(camera.rotation, subtract(world, camera.center));
}

/** CSS pixels per world unit at a depth behind the plane through the centre (negative: before it). */
export function zoomAtDepth(camera: Camera3D, depth: number): number {
  const distance = eyeDistance(camera);
  return distance === Infinity ? camera.zoom : focalPx(camera) / (distance + depth);
}

/**
 * Where a world position is on the screen: CSS pixels from the viewport's top left, and its depth in world units
 * behind the plane through the centre. `undefined` for what is not before the eye.
 */
export function worldToScreen3D(camera: Camera3D, world: Vec3): Vec3 | undefined {
  const view = worldToView(camera, world);
  return view[2] > -eyeDistance(camera) ? [...viewToScreen(camera, view), view[2]] : undefined;
}

/** Where an offset from the centre as {@link worldToView} gives it is on the screen; it must be before the eye. */
export function viewToScreen(camera: Camera3D, [x, y, depth]: Vec3): [number, number] {
  const zoom = zoomAtDepth(camera, depth);
  return [camera.width / 2 + x * zoom, camera.height / 2 + y * zoom];
}

/** World position under a point in CSS pixels, at a depth behind the plane through the centre. */
export function screenToWorld3D(camera: Camera3D, point: readonly [number, number], depth = 0): Vec3 {
  const zoom = zoomAtDepth(camera, depth);
  const x = (point[0] - camera.width / 2) / zoom;
  const y = (point[1] - camera.height / 2) / zoom;
  return add(camera.center, rotateBack(camera.rotation, [x, y, depth]));
}

/** The 3D camera that shows what a 2D one does: the same centre, zoom and turn; `z` is its position on the third axis. */
export function toCamera3D(camera: Camera2D, z: number, perspective = 0): Camera3D {
  const { center, zoom, turn, width, height, pixelRatio } = camera;
  const rotation = turnAbout([0, 0, 1], turn);
  return { center: [...center, z], zoom, rotation, perspective, width, height, pixelRatio };
}

/** The 2D camera with the same centre and zoom; it keeps the turn of a camera that looks along +z, else it has none. */
export function toCamera2D(camera: Camera3D): Camera2D {
  const { center, zoom, rotation, width, height, pixelRatio } = camera;
  const [x, y, z, w] = rotation;
  const isUpright = Math.hypot(x, y) < 1e-9;
  const turn = isUpright ? 2 * Math.atan2(w < 0 ? -z : z, Math.abs(w)) : 0;
  return { center: [center[0], center[1]], zoom, turn, width, height, pixelRatio };
}
