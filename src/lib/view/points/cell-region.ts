import { isInViewport, visibleWorldRect, type Camera2D } from '../camera-2d';
import { eyeOf, type Camera3D } from '../volume/camera-3d';
import { allPlanes, cutBy, detailUnit, distanceToBox, OUTSIDE, viewRegion } from '../volume/plan/view-region';
import type { Vec3 } from '../volume/vec3';
import type { WorldBox } from '../volume/volume-view';
import type { PointsRequest } from './points-view';

/** A box in world units, store axis order. */
export interface CellBox {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** What a view sees of cells. */
export interface CellRegion {
  sees(box: CellBox): boolean;
  /** How long the longest displayed edge of a cell is on the screen, in device pixels. */
  sizePx(box: CellBox): number;
  /** How far a cell is from the middle of the view, in device pixels, squared. */
  distance(box: CellBox): number;
}

/** Returns what a request sees; boxes count where a point of them may reach into the view. */
export function cellRegion(request: PointsRequest): CellRegion {
  const { view, camera } = request;
  const region = 'rotation' in camera ? deepRegion(request, camera) : flatRegion(request, camera);
  const isWithin = ({ low, high }: CellBox): boolean =>
    view.within.every(
      (range, axis) => !range || ((low[axis] ?? 0) <= range[1] && (high[axis] ?? 0) >= range[0]),
    );
  return { ...region, sees: (box) => isWithin(box) && region.sees(box) };
}

function flatRegion({ view, radius }: PointsRequest, camera: Camera2D): CellRegion {
  const { x, y } = view;
  const bounds = visibleWorldRect(camera);
  const scale = camera.zoom * camera.pixelRatio;
  const rect = ({ low, high }: CellBox) => ({
    x0: (low[x] ?? 0) - radius,
    x1: (high[x] ?? 0) + radius,
    y0: (low[y] ?? 0) - radius,
    y1: (high[y] ?? 0) + radius,
  });
  return {
    sees: (box) => isInViewport(camera, rect(box)),
    sizePx: (box) => longest(box, [x, y]) * scale,
    distance: (box) => {
      const { x0, x1, y0, y1 } = rect(box);
      const [midX, midY] = [(bounds.x0 + bounds.x1) / 2, (bounds.y0 + bounds.y1) / 2];
      return (((x0 + x1) / 2 - midX) ** 2 + ((y0 + y1) / 2 - midY) ** 2) * scale ** 2;
    },
  };
}

function deepRegion({ view, radius, clip }: PointsRequest, camera: Camera3D): CellRegion {
  const axes = [view.x, view.y, view.z ?? 0];
  const grown = ({ low, high }: CellBox): WorldBox => ({
    low: axes.map((axis) => (low[axis] ?? 0) - radius) as unknown as Vec3,
    high: axes.map((axis) => (high[axis] ?? 0) + radius) as unknown as Vec3,
  });
  const everything: WorldBox = {
    low: [-Infinity, -Infinity, -Infinity],
    high: [Infinity, Infinity, Infinity],
  };
  const region = viewRegion(everything, camera, clip ? { clip } : {});
  const from = eyeOf(camera) ?? camera.center;
  const unit = detailUnit(camera);
  const scale = camera.zoom * camera.pixelRatio;
  const overlaps = ({ low, high }: WorldBox): boolean =>
    low.every((at, a) => at <= (region.box.high[a] ?? 0) && (high[a] ?? 0) >= (region.box.low[a] ?? 0));
  return {
    sees: (box) => {
      const world = grown(box);
      return overlaps(world) && cutBy(region, world, allPlanes(region)) !== OUTSIDE;
    },
    sizePx: (box) => (longest(box, axes) * scale) / Math.max(1, distanceToBox(from, grown(box)) / unit),
    distance: (box) => (distanceToBox(camera.center, grown(box)) * scale) ** 2,
  };
}

function longest({ low, high }: CellBox, axes: readonly number[]): number {
  return Math.max(...axes.map((axis) => (high[axis] ?? 0) - (low[axis] ?? 0)));
}
