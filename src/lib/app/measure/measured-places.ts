import type { MeasurementState } from '../../share';
import { screenToWorld, screenToWorld3D, worldToScreen, worldToScreen3D, type Vec3 } from '../../view';
import type { Scene } from '../scene/scene';

/** CSS pixels from the canvas' top left. */
export type Point = readonly [number, number];
/** World position on x and y, and in 3D on z; on axes that are stretched, stretched as they are. */
export type Place = readonly number[];

/** Whether a measurement can be seen: the displayed axes are those that it was made on. */
export function isOnDisplay({ displayed }: Scene, { axes }: MeasurementState): boolean {
  return axes.length === displayed.length && axes.every((axis) => displayed.includes(axis));
}

/** A point of a measurement that is on display, as x, y and in 3D z. */
export function placeOf(scene: Scene, { axes, points }: MeasurementState, at: number): Place {
  return scene.displayed
    .toReversed()
    .map((axis) => (points[at]?.[axes.indexOf(axis)] ?? 0) * stretchAlong(scene, axis));
}

/** The same measurement with one of its points elsewhere. */
export function withPlace(
  scene: Scene,
  measurement: MeasurementState,
  { at, place }: { readonly at: number; readonly place: Place },
): MeasurementState {
  const names = scene.displayed.toReversed();
  const point = measurement.axes.map((axis) => (place[names.indexOf(axis)] ?? 0) / stretchAlong(scene, axis));
  return { ...measurement, points: measurement.points.map((old, n) => (n === at ? point : old)) };
}

/** A measurement through places of the view. */
export function measurementOf(
  scene: Scene,
  kind: MeasurementState['kind'],
  places: readonly Place[],
): MeasurementState {
  const axes = [...scene.displayed];
  const factors = axes.map((axis) => stretchAlong(scene, axis));
  const points = places.map((place) => place.toReversed().map((part, at) => part / (factors[at] ?? 1)));
  return { kind, axes, points };
}

function stretchAlong({ stretch }: Scene, axis: string): number {
  return stretch.get(axis) ?? 1;
}

/** Where a place is on the screen; `undefined` for what is behind the eye. */
export function screenOf(scene: Scene, place: Place): Point | undefined {
  if (scene.mode === '2d') return worldToScreen(scene.camera, [place[0] ?? 0, place[1] ?? 0]);
  const at = worldToScreen3D(scene.camera3D, vectorOf(place));
  return at && [at[0], at[1]];
}

/** The place under a point of the screen that is as deep in the picture as another. */
export function placeBeside(scene: Scene, place: Place, point: Point): Place {
  if (scene.mode === '2d') return screenToWorld(scene.camera, point);
  const depth = worldToScreen3D(scene.camera3D, vectorOf(place))?.[2] ?? 0;
  return screenToWorld3D(scene.camera3D, point, depth);
}

export function vectorOf([x = 0, y = 0, z = 0]: Place): Vec3 {
  return [x, y, z];
}
