import { type Ray, type WorldBox, intersectBox, intersectPlane, volumeBounds } from '../../../view';
import type { VolumeLayerFrame } from '../volume-frame';

/** The part of a ray that is drawn, and where it meets the slice plane, as `t` in world units. */
export interface RayRange {
  readonly from: number;
  readonly to: number;
  /** Absent when the slice plane is not met within what is shown. */
  readonly plane?: number;
}

type Shape = Pick<VolumeLayerFrame, 'dataset' | 'view' | 'clip' | 'planes' | 'slicePlane'>;

/** World box of what is shown of a volume; `low` may exceed `high` when it is nothing. */
export function shownBox({ dataset, view, clip }: Pick<Shape, 'dataset' | 'view' | 'clip'>): WorldBox {
  const { low, high } = volumeBounds(dataset, view);
  if (!clip) return { low, high };
  return {
    low: [Math.max(low[0], clip.low[0]), Math.max(low[1], clip.low[1]), Math.max(low[2], clip.low[2])],
    high: [Math.min(high[0], clip.high[0]), Math.min(high[1], clip.high[1]), Math.min(high[2], clip.high[2])],
  };
}

/** Cuts a ray to what is shown of a volume; `undefined` when it misses. */
export function rayRange(ray: Ray, shape: Shape): RayRange | undefined {
  const inBox = intersectBox(ray, shownBox(shape));
  if (!inBox) return undefined;
  let [from, to] = inBox;
  for (const { normal, offset } of shape.planes ?? []) {
    const [ox, oy, oz] = ray.origin;
    const [dx, dy, dz] = ray.direction;
    const height = normal[0] * ox + normal[1] * oy + normal[2] * oz - offset;
    const slope = normal[0] * dx + normal[1] * dy + normal[2] * dz;
    if (slope > 0) from = Math.max(from, -height / slope);
    else if (slope < 0) to = Math.min(to, -height / slope);
    else if (height < 0) return undefined;
  }
  if (from >= to) return undefined;
  const plane = shape.slicePlane && intersectPlane(ray, shape.slicePlane);
  const isMet = plane !== undefined && plane >= from && plane <= to;
  return isMet ? { from, to, plane } : { from, to };
}
