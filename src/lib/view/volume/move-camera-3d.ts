import { clampZoom, type FitOptions } from '../camera-2d';
import { focalPx, worldToView, zoomAtDepth, type Camera3D } from './camera-3d';
import { add, compose, rotateBack, scaleBy, subtract, turnAbout, type Quaternion, type Vec3 } from './vec3';
import { cornersOf, type WorldBox } from './volume-view';

/** Turns what is seen by a rotation in view space; the pivot, a world position, stays where it is on the screen. */
function turnView(camera: Camera3D, turn: Quaternion, pivot: Vec3): Camera3D {
  const rotation = compose(turn, camera.rotation);
  const center = subtract(pivot, rotateBack(rotation, worldToView(camera, pivot)));
  return { ...camera, rotation, center };
}

/**
 * Turns the volume as a ball under a drag of [dx, dy] CSS pixels: what is before the pivot follows the pointer. A drag
 * over the shorter side of the viewport is half a turn.
 */
export function orbitBy(
  camera: Camera3D,
  [dx, dy]: readonly [number, number],
  pivot: Vec3 = camera.center,
): Camera3D {
  const angle = (Math.hypot(dx, dy) / Math.min(camera.width, camera.height)) * Math.PI;
  return turnView(camera, turnAbout([dy, -dx, 0], angle), pivot);
}

/** Turns the picture by `angle` radians, clockwise on the screen; the plane of the pivot turns as 2D does. */
export function rollBy(camera: Camera3D, angle: number, pivot: Vec3 = camera.center): Camera3D {
  return turnView(camera, turnAbout([0, 0, 1], angle), pivot);
}

/** Turns what is seen by `angle` radians about the vertical of the screen: what is before the pivot moves to the right. */
export function turnAboutVertical(camera: Camera3D, angle: number, pivot: Vec3 = camera.center): Camera3D {
  return turnView(camera, turnAbout([0, -1, 0], angle), pivot);
}

/** Turns the volume by `angle` radians about an axis of the world through the pivot, which stays where it is on the screen. */
export function turnAboutAxis(camera: Camera3D, axis: Vec3, turn: { angle: number; pivot: Vec3 }): Camera3D {
  const rotation = compose(camera.rotation, turnAbout(axis, turn.angle));
  const center = subtract(turn.pivot, rotateBack(rotation, worldToView(camera, turn.pivot)));
  return { ...camera, rotation, center };
}

/** Moves the picture by a step in CSS pixels, as a drag does; what is at `depth` follows the pointer. */
export function panBy3D(camera: Camera3D, [dx, dy]: readonly [number, number], depth = 0): Camera3D {
  const step = scaleBy([dx, dy, 0], 1 / zoomAtDepth(camera, depth));
  return { ...camera, center: subtract(camera.center, rotateBack(camera.rotation, step)) };
}

/**
 * Magnifies by `factor` about a world position, which stays where it is on the screen: in perspective too the eye comes
 * as near to it as asked, so that zooming about what is hit ends at its voxel and never flies through it.
 */
export function zoomAbout3D(camera: Camera3D, factor: number, pivot: Vec3 = camera.center): Camera3D {
  const zoom = clampZoom(camera.zoom * factor);
  const center = add(pivot, scaleBy(subtract(camera.center, pivot), camera.zoom / zoom));
  return { ...camera, zoom, center };
}

/** A direction along an axis of the world. */
export type AxisDirection = '+x' | '-x' | '+y' | '-y' | '+z' | '-z';

const half = Math.SQRT1_2;
/** y points down where it can; else x points right. */
const looks: Readonly<Record<AxisDirection, Quaternion>> = {
  '+x': [0, -half, 0, half],
  '-x': [0, half, 0, half],
  '+y': [half, 0, 0, half],
  '-y': [-half, 0, 0, half],
  '+z': [0, 0, 0, 1],
  '-z': [0, 1, 0, 0],
};

/** Looks along an axis; centre and zoom stay. */
export function lookAlong(camera: Camera3D, direction: AxisDirection): Camera3D {
  return { ...camera, rotation: looks[direction] };
}

export interface FitOptions3D extends FitOptions {
  /** The identity when absent. */
  readonly rotation?: Quaternion;
  /** Vertical field of view in degrees; 0, orthographic, when absent. */
  readonly perspective?: number;
}

/**
 * Returns how many world units the viewport must span, per CSS pixel at the centre, so that a corner lies within half a
 * free area, `freePx`, of the area's middle, which is `middlePx` off the viewport's. Perspective: the corner at `depth`
 * is drawn at `(side · f + middlePx · D) / (depth + D)` with `D = f · span`, so that the least `D` follows.
 */
function spanFor([side, depth]: readonly [number, number], freePx: number, middlePx: number, focal: number) {
  if (focal === Infinity) return Math.abs(side) / freePx;
  const over = side - ((middlePx + freePx) * depth) / focal;
  const under = -side + ((middlePx - freePx) * depth) / focal;
  return Math.max(over, under) / freePx;
}

/** Returns the camera that shows all of a box in the middle of the area that panels leave free. */
export function fitCamera3D(bounds: WorldBox, options: FitOptions3D): Camera3D {
  const { width, height, pixelRatio, margin = 0.05, rotation = [0, 0, 0, 1], perspective = 0 } = options;
  const { left, right, top, bottom } = options.insets ?? { left: 0, right: 0, top: 0, bottom: 0 };
  const middle = scaleBy(add(bounds.low, bounds.high), 0.5);
  const camera: Camera3D = { center: middle, zoom: 1, rotation, perspective, width, height, pixelRatio };
  const freeWidth = (Math.max(1, width - left - right) * (1 - 2 * margin)) / 2;
  const freeHeight = (Math.max(1, height - top - bottom) * (1 - 2 * margin)) / 2;
  const focal = focalPx(camera);
  const [offX, offY] = [(left - right) / 2, (top - bottom) / 2];
  const spans = cornersOf(bounds).map((corner) => {
    const [x, y, depth] = worldToView(camera, corner);
    return Math.max(
      spanFor([x, depth], freeWidth, offX, focal),
      spanFor([y, depth], freeHeight, offY, focal),
    );
  });
  const zoom = clampZoom(1 / Math.max(...spans));
  return panBy3D({ ...camera, zoom }, [offX, offY]);
}
