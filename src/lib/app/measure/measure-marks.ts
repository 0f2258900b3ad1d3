import type { MeasurementState } from '../../share';
import { boxEdges, measure, quantitiesText, type MeasuredAxis, type Quantity } from '../../view';
import type { MeasureMark } from '../frame/overlay/overlay-measure';
import type { Scene } from '../scene/scene';
import { isOnDisplay, placeOf, screenOf, vectorOf, type Place, type Point } from './measured-places';

/** CSS pixels from the vertex of an angle to its arc. */
const ARC_PX = 22;
const ARC_STEPS = 16;
const LABEL_PX = 14;

/** What a measurement comes to, in the units of the world. */
export function quantitiesOf({ units }: Scene, { kind, axes, points }: MeasurementState): Quantity[] {
  const measured = axes.map((axis): MeasuredAxis => {
    const unit = units.get(axis);
    return { axis, ...(unit !== undefined && { unit }) };
  });
  return measure(kind, points, measured);
}

/** How measurements that are on display are drawn, CSS pixels. Those with a point behind the eye are left out. */
export function measureMarks(scene: Scene, measurements: readonly MeasurementState[]): MeasureMark[] {
  return measurements.flatMap((measurement) => {
    if (!isOnDisplay(scene, measurement)) return [];
    const places = measurement.points.map((_, at) => placeOf(scene, measurement, at));
    const points = allOnScreen(scene, places);
    if (points.length < places.length) return [];
    const lines = linesOf(scene, measurement.kind, { places, points });
    const isWhole = measurement.kind !== 'angle' || points.length === 3;
    const text = isWhole ? quantitiesText(quantitiesOf(scene, measurement)) : '';
    return [{ lines, points, label: { text, at: labelPlace(measurement.kind, points, lines) } }];
  });
}

interface Drawn {
  readonly places: readonly Place[];
  readonly points: readonly Point[];
}

function linesOf(scene: Scene, kind: MeasurementState['kind'], { places, points }: Drawn): Point[][] {
  if (kind === 'box') return boxLines(scene, places);
  const [a, vertex, b] = points;
  const arc = kind === 'angle' && a && vertex && b ? [arcOf(vertex, a, b)] : [];
  return [[...points], ...arc];
}

/** Along the axes of the world, so that it turns with a turned view. */
function boxLines(scene: Scene, [a = [], b = []]: readonly Place[]): Point[][] {
  if (scene.mode === '3d') {
    const bounds = {
      low: vectorOf(a.map((part, at) => Math.min(part, b[at] ?? 0))),
      high: vectorOf(a.map((part, at) => Math.max(part, b[at] ?? 0))),
    };
    return boxEdges(bounds, scene.camera3D).map(({ from, to }) => [from, to]);
  }
  const [[x0 = 0, y0 = 0], [x1 = 0, y1 = 0]] = [a, b];
  const corners = [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
    [x0, y0],
  ];
  return [allOnScreen(scene, corners)];
}

/** Leaves out what is behind the eye. */
function allOnScreen(scene: Scene, places: readonly Place[]): Point[] {
  return places.map((place) => screenOf(scene, place)).filter((point) => point !== undefined);
}

function arcOf(vertex: Point, a: Point, b: Point): Point[] {
  const direction = ([x, y]: Point) => Math.atan2(y - vertex[1], x - vertex[0]);
  const from = direction(a);
  const whole = 2 * Math.PI;
  const turn = ((((direction(b) - from + Math.PI) % whole) + whole) % whole) - Math.PI;
  return Array.from({ length: ARC_STEPS + 1 }, (_, step) => {
    const angle = from + (turn * step) / ARC_STEPS;
    return [vertex[0] + ARC_PX * Math.cos(angle), vertex[1] + ARC_PX * Math.sin(angle)] as const;
  });
}

/** Beside the middle of a line, outside the vertex of an angle, below a box. */
function labelPlace(
  kind: MeasurementState['kind'],
  points: readonly Point[],
  lines: readonly (readonly Point[])[],
): Point {
  const [a = [0, 0], b = a, c = b] = points;
  if (kind === 'box') {
    const all = lines.flat();
    return [(a[0] + b[0]) / 2, Math.max(...all.map(([, y]) => y)) + LABEL_PX];
  }
  if (kind === 'angle' && points.length === 3) {
    const away = [2 * b[0] - a[0] - c[0], 2 * b[1] - a[1] - c[1]] as const;
    const length = Math.hypot(...away) || 1;
    return [b[0] + (away[0] / length) * 2 * LABEL_PX, b[1] + (away[1] / length) * 2 * LABEL_PX];
  }
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = Math.hypot(dx, dy) || 1;
  // To the side that is up, or for a line that stands, to the right.
  const side = dx > 0 || (dx === 0 && dy < 0) ? 1 : -1;
  return [
    (a[0] + b[0]) / 2 + (side * dy * LABEL_PX) / length,
    (a[1] + b[1]) / 2 - (side * dx * LABEL_PX) / length,
  ];
}
