import { loadAgain } from './loads/load-again';
import type { LoadWay } from './loads/load-entry';
import type { LoadRecorder } from './loads/load-recorder';
import type { CellMarks } from '../frame/overlay/overlay';
import type { Session } from '../session/session';
import { keepEqual } from '../viewer/keep-equal';
import type { CellState } from './cells/cell';
import { cellFacts, usualFacts, type CellFact } from './cells/cell-fact';
import type { ChunkNotes, Outlined } from './cells/scene-cells';
import { Checker } from './check/checker.svelte';
import type { Debugging, LayerPairs, LayerRows, PointedModel, WayCount } from './debugging-model';
import { drawSwatch } from './draw/draw-swatch';
import { LayeredMarks, type DebuggingLayers } from './draw/layered-marks';
import { drawWaySwatch } from './draw/way-mark';
import { faultKinds, type FaultKind } from './faults/faults';
import { injectFaults } from './faults/inject';
import { layerRows } from './level-rows';
import { layerPairs } from './offsets/layer-pairs';
import { OffsetMeter } from './offsets/offset-meter';
import { pointedModel } from './pointed';
import { RecordedNotes } from './recorded-notes';
import { SecondView } from './second-camera/second-view.svelte';
import { countWays, ShownCells } from './shown-cells';

/** Fast enough to follow a load, and slow enough to be read. */
const PERIOD_MS = 300;

export interface DebuggingOptions {
  readonly session: Session;
  readonly loads: LoadRecorder;
  readonly reducedMotion: () => boolean;
  /** Something that the overlay shows may have changed. */
  readonly onChange: () => void;
}

/** Shows how pictures are made: over the picture, and for a panel. */
export class AppDebugging implements Debugging {
  pointed = $state.raw<PointedModel | undefined>();
  layers = $state.raw<readonly LayerRows[]>([]);
  offsets = $state.raw<readonly LayerPairs[]>([]);
  faults = $state.raw<readonly FaultKind[]>([]);
  facts = $state.raw<readonly CellFact[]>(usualFacts);
  ways = $state.raw<readonly WayCount[]>([]);
  readonly faultKinds = faultKinds;
  readonly cellFacts = cellFacts;
  readonly secondCamera: SecondView;
  readonly #checker: Checker;
  readonly #session: Session;
  readonly #loads: LoadRecorder;
  readonly #notes: RecordedNotes;
  readonly #cells: ShownCells;
  readonly #meter: OffsetMeter;
  readonly #layered = new LayeredMarks();
  readonly #onChange: () => void;
  #watchers = 0;

  constructor({ session, loads, reducedMotion, onChange }: DebuggingOptions) {
    this.#session = session;
    this.#loads = loads;
    this.#onChange = onChange;
    this.#checker = new Checker(session, onChange);
    this.#notes = new RecordedNotes(loads);
    this.#cells = new ShownCells(session, onChange);
    this.#meter = new OffsetMeter(session, () => this.#look());
    this.secondCamera = new SecondView({ session, reducedMotion, notes: () => this.#known() });
  }

  get check() {
    return this.#checker.state;
  }

  setChecking(isOn: boolean): void {
    this.#checker.setOn(isOn);
  }

  setFact(fact: CellFact, isTold: boolean): void {
    this.facts = cellFacts.filter((each) => (each === fact ? isTold : this.facts.includes(each)));
    this.#onChange();
  }

  loadAgain(): void {
    loadAgain(this.#session, this.#loads.log);
  }

  measureOffsets(layerId: string): void {
    const layer = this.#session.scene.layers.find(({ id }) => id === layerId);
    if (layer) void this.#meter.measure(layer);
  }

  stopMeasuring(layerId: string): void {
    this.#meter.stop(layerId);
  }

  setFault(kind: FaultKind, isOn: boolean): void {
    this.faults = faultKinds.filter((each) => (each === kind ? isOn : this.faults.includes(each)));
    injectFaults(this.#session, this.faults);
    this.#meter.forget();
  }

  watch(): () => void {
    this.#watchers += 1;
    this.#look();
    this.#onChange();
    const timer = setInterval(() => this.#look(), PERIOD_MS);
    return () => {
      this.#watchers -= 1;
      clearInterval(timer);
      this.#onChange();
    };
  }

  drawSwatch(canvas: HTMLCanvasElement, state: CellState): void {
    drawSwatch(canvas, state);
  }

  drawWay(canvas: HTMLCanvasElement, way: LoadWay): void {
    drawWaySwatch(canvas, way);
  }

  /** What to draw over the picture that is on the screen, and of which layers cells are part of it; once in each frame. */
  marks(outlined: Outlined | 'none'): CellMarks | undefined {
    const showsCells = outlined !== 'none';
    const isAsked = showsCells || this.#watchers > 0;
    this.#notes.record(isAsked);
    const pointed = isAsked ? pointedModel(this.#session, this.#known()) : undefined;
    this.pointed = keepEqual(this.pointed, pointed);
    this.secondCamera.follow();
    const { facts } = this;
    const cells = showsCells ? this.#cells.marks({ notes: this.#known(), facts, outlined }) : undefined;
    this.ways = keepEqual(this.ways, cells ? countWays(cells.cells) : []);
    return this.#layered.marks({ cells, plate: this.#plate(), banner: this.#banner() });
  }

  #known(): ChunkNotes {
    return this.#notes.with(this.#checker.flags);
  }

  #look(): void {
    this.layers = keepEqual(this.layers, layerRows(this.#session));
    this.offsets = keepEqual(this.offsets, layerPairs(this.#session, this.#meter));
  }

  /** Beside the pointer or where a finger tapped, what is there. */
  #plate(): DebuggingLayers['plate'] {
    const { pointed } = this;
    const { hover, scene } = this.#session;
    return pointed && hover && { pointed, at: hover, insets: scene.insets };
  }

  /** While faults are made on purpose, wherever the panel is. */
  #banner(): DebuggingLayers['banner'] {
    const { faults } = this;
    return faults.length === 0 ? undefined : { faults, top: this.#session.scene.insets.top };
  }
}
