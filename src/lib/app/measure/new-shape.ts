import type { MeasureKind } from '../../view';
import type { Point } from './measured-places';

/** Of each kind, points in their order about its middle, CSS pixels. */
const aboutMiddle: Readonly<Record<MeasureKind, readonly Point[]>> = {
  distance: [
    [-80, 0],
    [80, 0],
  ],
  angle: [
    [80, 0],
    [-40, 0],
    [40, -60],
  ],
  box: [
    [-80, -50],
    [80, 50],
  ],
};
/** Which of its points is put first: the start, the vertex, the first corner. */
const firstPoint: Readonly<Record<MeasureKind, number>> = { distance: 0, angle: 1, box: 0 };

/** Points of a measurement in the middle of what is seen. */
export function shapeAbout(kind: MeasureKind, [x, y]: Point): Point[] {
  return aboutMiddle[kind].map(([dx, dy]) => [x + dx, y + dy]);
}

/** Points of a measurement that begins at a place and reaches towards `middle`, where there is room for it. */
export function shapeFrom(kind: MeasureKind, [x, y]: Point, middle: Point): Point[] {
  const points = aboutMiddle[kind];
  const [firstX, firstY] = points[firstPoint[kind]] ?? [0, 0];
  const across = x > middle[0] ? -1 : 1;
  const isUpwards = kind === 'angle';
  const down = isUpwards === y > middle[1] ? 1 : -1;
  return points.map(([dx, dy]) => [x + across * (dx - firstX), y + down * (dy - firstY)]);
}
