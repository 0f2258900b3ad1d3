import { eyeDistance, eyeOf, focalPx, type Camera3D } from '../camera-3d';
import { at, dot, rotateBack, vec3, type Vec3 } from '../vec3';
import type { ClipPlane, SlicePlane, WorldBox } from '../volume-view';

/** What is looked at: the part of a box that lies in a number of half spaces. */
export interface ViewRegion {
  readonly box: WorldBox;
  readonly planes: readonly ClipPlane[];
}

/** Planes beyond these do not cull: their bits would not fit a mask. What they hide is then planned, and not drawn. */
const MAX_PLANES = 30;

/** The half spaces that the viewport sees: four sides, and in perspective what is before the eye. */
function frustumPlanes(camera: Camera3D): ClipPlane[] {
  const { rotation, zoom, width, height } = camera;
  const eye = eyeOf(camera);
  const toWorld = (x: number, y: number, z: number) => rotateBack(rotation, [x, y, z]);
  const normals = (depthX: number, depthY: number) => [
    toWorld(1, 0, depthX),
    toWorld(-1, 0, depthX),
    toWorld(0, 1, depthY),
    toWorld(0, -1, depthY),
  ];
  if (!eye) {
    const halves = [width, width, height, height].map((side) => side / 2 / zoom);
    return normals(0, 0).map((normal, i) => ({
      normal,
      offset: dot(normal, camera.center) - (halves[i] ?? 0),
    }));
  }
  const focal = focalPx(camera);
  const sides = [...normals(width / 2 / focal, height / 2 / focal), toWorld(0, 0, 1)];
  return sides.map((normal) => ({ normal, offset: dot(normal, eye) }));
}

/** The two half spaces whose common part is a plane. */
function planeAsSpaces({ position, normal }: SlicePlane): ClipPlane[] {
  const offset = dot(normal, position);
  return [
    { normal, offset },
    { normal: [-normal[0], -normal[1], -normal[2]], offset: -offset },
  ];
}

/** Returns what of `bounds` a view shows. */
export function viewRegion(
  bounds: WorldBox,
  camera: Camera3D,
  cut: {
    readonly clip?: WorldBox;
    readonly planes?: readonly ClipPlane[];
    readonly slicePlane?: SlicePlane;
    readonly planeOnly?: boolean;
  },
): ViewRegion {
  const { clip = bounds, planes = [], slicePlane, planeOnly = false } = cut;
  const box = {
    low: vec3((a) => Math.max(at(bounds.low, a), at(clip.low, a))),
    high: vec3((a) => Math.min(at(bounds.high, a), at(clip.high, a))),
  };
  const onPlane = slicePlane && planeOnly ? planeAsSpaces(slicePlane) : [];
  return { box, planes: [...frustumPlanes(camera), ...onPlane, ...planes].slice(0, MAX_PLANES) };
}

/** All planes of a region, as bits. */
export function allPlanes({ planes }: ViewRegion): number {
  return 2 ** planes.length - 1;
}

/** A box is outside all of a region: no plane mask has this value. */
export const OUTSIDE = -1;

/**
 * Tests a box, which must lie in the region's box, against the planes in `mask`. Returns those that cut it, to test what
 * is inside it with, or OUTSIDE. A box near an edge of the region may pass though it misses it.
 */
export function cutBy({ planes }: ViewRegion, { low, high }: WorldBox, mask: number): number {
  let cutting = 0;
  for (let i = 0; i < planes.length; i++) {
    const plane = planes[i];
    if (!plane || (mask & (1 << i)) === 0) continue;
    const [x, y, z] = plane.normal;
    const most =
      x * (x > 0 ? high[0] : low[0]) + y * (y > 0 ? high[1] : low[1]) + z * (z > 0 ? high[2] : low[2]);
    if (most < plane.offset) return OUTSIDE;
    const least =
      x * (x > 0 ? low[0] : high[0]) + y * (y > 0 ? low[1] : high[1]) + z * (z > 0 ? low[2] : high[2]);
    if (least < plane.offset) cutting |= 1 << i;
  }
  return cutting;
}

/** Least distance from a point to a box. */
export function distanceToBox([x, y, z]: Vec3, { low, high }: WorldBox): number {
  const dx = Math.max(low[0] - x, 0, x - high[0]);
  const dy = Math.max(low[1] - y, 0, y - high[1]);
  const dz = Math.max(low[2] - z, 0, z - high[2]);
  return Math.sqrt(dx * dx + dy * dy + dz * dz);
}

/** Half the diagonal of what the viewport spans at the centre, or the eye's distance from it: the unit of detail. */
export function detailUnit(camera: Camera3D): number {
  const distance = eyeDistance(camera);
  return distance === Infinity ? Math.hypot(camera.width, camera.height) / 2 / camera.zoom : distance;
}
