import type { CellMarks } from '../frame/overlay/overlay';
import type { Session } from '../session/session';
import { keepEqual } from '../viewer/keep-equal';
import type { CellState } from './cells/cell';
import { cellMarks } from './cells/cell-marks';
import { drawSwatch } from './cells/draw-swatch';
import { drawBanner } from './cells/draw-banner';
import { Checker } from './check/checker.svelte';
import { faultKinds, type FaultKind } from './faults/faults';
import { injectFaults } from './faults/inject';
import { layerPairs } from './offsets/layer-pairs';
import type { Debugging, LayerPairs, LayerRows, PointedModel } from './debugging-model';
import { layerRows } from './level-rows';
import { drawPlate } from './cells/draw-plate';
import { pointedModel } from './pointed';

/** Fast enough to follow a load, and slow enough to be read. */
const PERIOD_MS = 300;
/** Boxes of a volume may be thousands: while chunks come they are found anew so often. */
const LEAST_PAUSE_MS = 150;

export interface DebuggingOptions {
  readonly session: Session;
  /** Something that the overlay shows may have changed. */
  readonly onChange: () => void;
}

/** Shows how pictures are made: over the picture, and for a panel. */
export class AppDebugging implements Debugging {
  pointed = $state.raw<PointedModel | undefined>();
  layers = $state.raw<readonly LayerRows[]>([]);
  offsets = $state.raw<readonly LayerPairs[]>([]);
  faults = $state.raw<readonly FaultKind[]>([]);
  readonly faultKinds = faultKinds;
  readonly #checker: Checker;
  readonly #session: Session;
  readonly #onChange: () => void;
  #marks: { readonly of: readonly unknown[]; readonly marks: CellMarks; readonly atMs: number } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #watchers = 0;

  constructor({ session, onChange }: DebuggingOptions) {
    this.#session = session;
    this.#onChange = onChange;
    this.#checker = new Checker(session, onChange);
  }

  get check() {
    return this.#checker.state;
  }

  setChecking(isOn: boolean): void {
    this.#checker.setOn(isOn);
  }

  setFault(kind: FaultKind, isOn: boolean): void {
    this.faults = faultKinds.filter((each) => (each === kind ? isOn : this.faults.includes(each)));
    injectFaults(this.#session, this.faults);
  }

  watch(): () => void {
    const look = () => {
      this.layers = keepEqual(this.layers, layerRows(this.#session));
      this.offsets = keepEqual(this.offsets, layerPairs(this.#session));
    };
    this.#watchers += 1;
    look();
    this.#onChange();
    const timer = setInterval(look, PERIOD_MS);
    return () => {
      this.#watchers -= 1;
      clearInterval(timer);
    };
  }

  drawSwatch(canvas: HTMLCanvasElement, state: CellState): void {
    drawSwatch(canvas, state);
  }

  /** What to draw over the picture that is on the screen, and whether cells are part of it; once in each frame. */
  marks(showsCells: boolean): CellMarks | undefined {
    const isAsked = showsCells || this.#watchers > 0;
    const pointed = isAsked ? pointedModel(this.#session, this.#checker.flags) : undefined;
    this.pointed = keepEqual(this.pointed, pointed);
    const parts = [
      ...(showsCells ? [this.#cells()] : []),
      ...(showsCells ? this.#plate() : []),
      ...this.#banner(),
    ];
    if (parts.length < 2) return parts[0];
    return { draw: (context, place) => parts.forEach((part) => part.draw(context, place)) };
  }

  /** The same as before while nothing has changed, and for a moment while only chunks have come. */
  #cells(): CellMarks {
    const { scene, engine, store } = this.#session;
    const of = [
      ...[engine.renderer?.drawnLayers, scene.mode, scene.camera3D, this.#checker.flags],
      ...scene.layers.flatMap(({ look, frame }) => [look.visible, frame.plan, frame.bricks]),
      store.version,
    ];
    const known = this.#marks;
    const hasMoved =
      known?.of.length !== of.length || of.some((part, at) => at < of.length - 1 && part !== known.of[at]);
    if (known && !hasMoved) {
      const pauseMs = LEAST_PAUSE_MS - (performance.now() - known.atMs);
      if (known.of.at(-1) === store.version) return known.marks;
      if (pauseMs > 0) {
        this.#changeIn(pauseMs);
        return known.marks;
      }
    }
    const marks = cellMarks(this.#session, this.#checker.flags);
    this.#marks = { of, marks, atMs: performance.now() };
    return marks;
  }

  #changeIn(ms: number): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#onChange();
    }, ms);
  }

  /** Beside the pointer, what it is on: while the panel is open that stands there. */
  #plate(): CellMarks[] {
    const { pointed } = this;
    const { hover } = this.#session;
    if (!pointed || !hover || this.#watchers > 0) return [];
    return [{ draw: (context, place) => drawPlate(context, pointed, { at: hover, ...place }) }];
  }

  /** While faults are made on purpose, wherever the panel is. */
  #banner(): CellMarks[] {
    const { faults } = this;
    if (faults.length === 0) return [];
    const { top } = this.#session.scene.insets;
    return [{ draw: (context, place) => drawBanner(context, faults, { top, ...place }) }];
  }
}
