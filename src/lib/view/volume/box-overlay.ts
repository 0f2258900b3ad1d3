import { eyeDistance, viewToScreen, worldToView, type Camera3D } from './camera-3d';
import { add, rotate, scaleBy, subtract, type Vec3 } from './vec3';
import { cornersOf, type WorldBox } from './volume-view';

/** An edge of a box on the screen: CSS pixels from the viewport's top left. */
export interface ScreenEdge {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  /** Which axis it runs along: 0, 1, 2 for x, y, z. */
  readonly axis: number;
}

/** Edges end this part of the eye's distance before it: nearer they would run far off the screen. */
const NEAR_PART = 1e-3;

/** Returns `end`, or where the way to it from `start` meets the plane before the eye. */
function clipAtEye(start: Vec3, end: Vec3, nearest: number): Vec3 {
  if (end[2] >= nearest) return end;
  return add(start, scaleBy(subtract(end, start), (nearest - start[2]) / (end[2] - start[2])));
}

/** The part of a line between two offsets from the centre, as `worldToView` gives them, that is before the eye; `undefined` for none. */
function viewLine(camera: Camera3D, start: Vec3, end: Vec3): Pick<ScreenEdge, 'from' | 'to'> | undefined {
  const nearest = -eyeDistance(camera) * (1 - NEAR_PART);
  if (Math.max(start[2], end[2]) < nearest) return undefined;
  return {
    from: viewToScreen(camera, clipAtEye(end, start, nearest)),
    to: viewToScreen(camera, clipAtEye(start, end, nearest)),
  };
}

/** A line between two world positions on the screen; `undefined` where it is behind the eye. */
export function screenLine(
  camera: Camera3D,
  start: Vec3,
  end: Vec3,
): Pick<ScreenEdge, 'from' | 'to'> | undefined {
  return viewLine(camera, worldToView(camera, start), worldToView(camera, end));
}

/** The edges of a box, at most twelve, as lines on the screen; what is behind the eye is left out. */
export function boxEdges(bounds: WorldBox, camera: Camera3D): ScreenEdge[] {
  const corners = cornersOf(bounds).map((corner) => worldToView(camera, corner));
  const edges: ScreenEdge[] = [];
  corners.forEach((start, n) => {
    for (let axis = 0; axis < 3; axis++) {
      const end = corners[n | (1 << axis)];
      const isOther = (n & (1 << axis)) === 0;
      const line = isOther && end && viewLine(camera, start, end);
      if (line) edges.push({ ...line, axis });
    }
  });
  return edges;
}

/** Where the axes of the world point: x, y and z as vectors of length 1, right, down and away from the eye. */
export function axisTriad({ rotation }: Camera3D): readonly [Vec3, Vec3, Vec3] {
  return [rotate(rotation, [1, 0, 0]), rotate(rotation, [0, 1, 0]), rotate(rotation, [0, 0, 1])];
}
