import { measuring as t } from '../../messages';
import type { MeasurementState } from '../../share';
import { measurePoints, quantitiesText, screenToWorld, screenToWorld3D, type MeasureKind } from '../../view';
import type { MeasureMark } from '../frame/overlay/overlay-measure';
import { measurementsCsv } from '../measure/measurements-csv';
import { MeasureHand } from '../measure/measure-hand';
import { measureMarks, quantitiesOf } from '../measure/measure-marks';
import { shapeAbout, shapeFrom } from '../measure/new-shape';
import {
  isOnDisplay,
  measurementOf,
  placeBeside,
  placeOf,
  screenOf,
  withPlace,
} from '../measure/measured-places';
import { worldUnder } from '../session/read-point';
import type { Session } from '../session/session';
import { keepEqual } from './keep-equal';
import type { MeasureHandleModel, MeasurementModel, MeasureViewer } from './measure-model';

const pointNames: Readonly<Record<MeasureKind, readonly string[]>> = {
  distance: [t.start, t.end],
  angle: [t.firstLeg, t.vertex, t.secondLeg],
  box: [t.firstCorner, t.secondCorner],
};

/** The interface's view of what is measured in a session. */
export class AppMeasureViewer implements MeasureViewer {
  tool = $state<MeasureKind | undefined>(undefined);
  hint = $state('');
  measurements = $state.raw<readonly MeasurementModel[]>([]);
  handles = $state.raw<readonly MeasureHandleModel[]>([]);
  readonly #session: Session;
  readonly #hand: MeasureHand;

  constructor(session: Session) {
    this.#session = session;
    this.#hand = new MeasureHand({
      scene: session.scene,
      placeAt: (point) => worldUnder(session, point),
      onMeasured: (measurement) => this.#set([...session.scene.measurements, measurement]),
      onChange: () => session.engine.redraw(),
    });
    session.mover.tool = this.#hand;
  }

  setTool(kind: MeasureKind | undefined): void {
    this.#hand.kind = kind;
  }

  cancel(): boolean {
    if (!this.#hand.isActive) return false;
    if (this.#hand.count > 0) this.#hand.cancel();
    else this.#hand.kind = undefined;
    return true;
  }

  addAtCenter(kind: MeasureKind): void {
    this.#add(kind, shapeAbout(kind, this.#middle()));
  }

  addFrom(kind: MeasureKind, at: readonly [number, number]): void {
    const place = worldUnder(this.#session, at);
    // In a grid of layers it is drawn in one place for all of them.
    const begin = (place && screenOf(this.#session.scene, place)) ?? at;
    this.#add(kind, shapeFrom(kind, begin, this.#middle()), place);
  }

  moveHandle(
    id: string,
    by: readonly [number, number],
    { onSurface }: { readonly onSurface: boolean },
  ): void {
    const { scene } = this.#session;
    const [which = 0, at = 0] = id.split('.').map(Number);
    const measurement = scene.measurements[which];
    if (!measurement) return;
    const old = placeOf(scene, measurement, at);
    const from = screenOf(scene, old);
    if (!from) return;
    const to = [from[0] + by[0], from[1] + by[1]] as const;
    const seen = onSurface && scene.mode === '3d' ? worldUnder(this.#session, to) : undefined;
    const moved = withPlace(scene, measurement, { at, place: seen ?? placeBeside(scene, old, to) });
    this.#set(scene.measurements.map((one, n) => (n === which ? moved : one)));
  }

  remove(measurement: number): void {
    this.#set(this.#session.scene.measurements.filter((_, n) => n !== measurement));
  }

  clear(): void {
    this.#set([]);
  }

  async copyCsv(): Promise<void> {
    const { scene } = this.#session;
    const rows = scene.measurements.map((measurement) => ({
      ...{ measurement, quantities: quantitiesOf(scene, measurement) },
      axes: measurement.axes.map((axis) => {
        const unit = scene.units.get(axis);
        return { axis, ...(unit !== undefined && { unit }) };
      }),
    }));
    await navigator.clipboard.writeText(measurementsCsv(rows));
  }

  /** What the overlay shows: what is measured, and what is being drawn. */
  marks(isFinal = false): MeasureMark[] {
    const { scene, hover } = this.#session;
    const preview = isFinal ? undefined : this.#hand.preview(hover);
    return measureMarks(scene, preview ? [...scene.measurements, preview] : scene.measurements);
  }

  /** Called once a frame: what says the same as before stays the same object. */
  publish(): void {
    const { scene } = this.#session;
    this.tool = this.#hand.kind;
    this.hint = this.#hint();
    const models = scene.measurements.map((measurement) => ({
      kind: measurement.kind,
      text: quantitiesText(quantitiesOf(scene, measurement)) || t.noCommonUnit,
      axes: measurement.axes,
      isShown: isOnDisplay(scene, measurement),
    }));
    this.measurements = keepEqual(this.measurements, models);
    const handles = scene.measurements.flatMap((measurement, which) => this.#handlesOf(measurement, which));
    this.handles = keepEqual(this.handles, handles);
  }

  /** The middle of what the panels leave free. */
  #middle(): readonly [number, number] {
    const { camera, insets } = this.#session.scene;
    const { left, right, top, bottom } = insets;
    return [(left + camera.width - right) / 2, (top + camera.height - bottom) / 2];
  }

  /** Adds one through points of the screen, in 3D as deep as the camera's centre, or as `depth` where that is known. */
  #add(kind: MeasureKind, points: readonly (readonly [number, number])[], depth?: readonly number[]): void {
    const { scene } = this.#session;
    const places = points.map((point) => {
      if (depth) return placeBeside(scene, depth, point);
      return scene.mode === '3d'
        ? screenToWorld3D(scene.camera3D, point)
        : screenToWorld(scene.camera, point);
    });
    this.#set([...scene.measurements, measurementOf(scene, kind, places)]);
  }

  #set(measurements: readonly MeasurementState[]): void {
    this.#session.scene.measurements = measurements;
    this.#session.engine.redraw();
  }

  #handlesOf(measurement: MeasurementState, which: number): MeasureHandleModel[] {
    const { scene } = this.#session;
    if (!isOnDisplay(scene, measurement)) return [];
    const { kind } = measurement;
    return measurement.points.flatMap((_, at) => {
      const point = screenOf(scene, placeOf(scene, measurement, at));
      if (!point) return [];
      const [x, y] = point.map((part) => Math.round(part * 2) / 2);
      const label = t.pointOf({ point: pointNames[kind][at] ?? '', kind, number: which + 1 });
      return { id: `${String(which)}.${String(at)}`, measurement: which, x: x ?? 0, y: y ?? 0, label };
    });
  }

  #hint(): string {
    const { kind, count, hasMissed } = this.#hand;
    if (!kind) return '';
    if (hasMissed) return t.nothingIsSeenThere;
    const is3D = this.#session.scene.mode === '3d';
    const drag = is3D ? t.dragTurns : t.shiftDragPans;
    if (count === 0 && kind !== 'angle' && !is3D) return t.dragFromEndToEnd({ drag });
    return t.pressPoint({ point: count + 1, points: measurePoints[kind], drag });
  }
}
