import type { LoadWay } from './loads/load-entry';
import type { CellState } from './cells/cell';
import type { CellFact } from './cells/cell-fact';
import type { FaultKind } from './faults/faults';
import type { SecondCameraViewer } from './second-camera/second-camera-model';

export type { CellFact, CellState, FaultKind };
export type * from './second-camera/second-camera-model';

/** How the self-check stands with what is on the screen. */
export interface CheckModel {
  /** False where nothing is on the screen of which it is known what it should hold. */
  readonly isDefined: boolean;
  readonly checked: number;
  readonly pending: number;
  /** Those found first; there may be more of them than are told one by one. */
  readonly findings: readonly CheckFindingModel[];
  readonly found: number;
  /** Tiles and bricks of the picture, read back from the graphics card; of any data. */
  readonly drawn: {
    readonly read: number;
    readonly pending: number;
    readonly unreadable: number;
    readonly passedOver: number;
  };
}

export interface CheckFindingModel {
  readonly layerName: string;
  readonly level: number;
  /** Of the chunk, store axis order. */
  readonly index: readonly number[];
  /** What is wrong, and where it belongs, as far as that is known. */
  readonly text: string;
}

/** Two neighbouring levels of a layer, and how far one lies beside the other. */
export interface PairModel {
  readonly fine: number;
  readonly coarse: number;
  /** Axes that are on the screen; device pixels at the present zoom, as the metadata places the levels. */
  readonly offsets: readonly { readonly axis: string; readonly px: number }[];
  /**
   * The same by the voxels of both levels, on the axes on which they tell; absent until they were measured. `isClear`: more than
   * an estimate may be off.
   */
  readonly measured?: readonly { readonly axis: string; readonly px: number; readonly isClear: boolean }[];
  /** Why a level could not be read. */
  readonly problem?: string;
}

export interface LayerPairs {
  readonly id: string;
  readonly name: string;
  readonly measuring: 'idle' | 'running' | 'done' | 'failed';
  /** Why measuring failed. */
  readonly error?: string;
  readonly pairs: readonly PairModel[];
}

/** What the pointer is on. */
export interface PointedModel {
  readonly layerName: string;
  readonly kind: 'tile' | 'brick';
  readonly level: number;
  /** Column and row of the tile, or place of the brick on x, y and z, in tiles or bricks. */
  readonly cell: readonly number[];
  /** Chunk that holds what is pointed at; store axis order. */
  readonly chunk: readonly number[];
  readonly state: CellState;
  /** When the view wants the chunk, from 1, the most urgent, to `wanted`; absent where it does not, or no more. */
  readonly rank?: number;
  readonly wanted: number;
  /** Once decoded. */
  readonly bytes: number;
  /** The level that is shown where this one is still missing. */
  readonly standIn?: number;
  /** Why it failed. */
  readonly error?: string;
  /** What the self-check found. */
  readonly flag?: string;
  /** How the chunk came last; absent where it came before anything was recorded. */
  readonly came?: {
    readonly way: LoadWay;
    /** From the wish to the start of its load, and from there until it was here. */
    readonly waitedMs: number;
    readonly loadedMs: number;
    /** What was read for it, from the network or this device. */
    readonly encodedBytes: number;
  };
}

/** Cells of the picture that came by one way. */
export interface WayCount {
  /** Absent for those of which it was not recorded: they came before. */
  readonly way?: LoadWay;
  readonly cells: number;
}

/** One level of a layer, as far as it is drawn, wanted or held. */
export interface LevelRow {
  readonly level: number;
  /** Tiles or bricks in the picture. */
  readonly drawn: number;
  /** Chunks that the view wants, and of these on their way, and failed. */
  readonly wanted: number;
  readonly underWay: number;
  readonly failed: number;
  /** Bytes of decoded chunks in memory. */
  readonly bytes: number;
}

export interface LayerRows {
  readonly id: string;
  readonly name: string;
  readonly targetLevel: number;
  readonly rows: readonly LevelRow[];
}

/** What the interface sees and does of how pictures are made. Properties are reactive. */
export interface Debugging {
  /** Absent while nothing is pointed at. */
  readonly pointed: PointedModel | undefined;
  /** Visible layers, top layer first. */
  readonly layers: readonly LayerRows[];
  /** Visible layers with several levels, top layer first. */
  readonly offsets: readonly LayerPairs[];
  /** Absent while the self-check is off. */
  readonly check: CheckModel | undefined;
  /** Faults that are being made on purpose: of this visit alone. */
  readonly faults: readonly FaultKind[];
  readonly faultKinds: readonly FaultKind[];
  /** What labels tell of cells. */
  readonly facts: readonly CellFact[];
  readonly cellFacts: readonly CellFact[];
  /** Ways by which the cells that are drawn came; empty while cells are not shown. */
  readonly ways: readonly WayCount[];
  readonly secondCamera: SecondCameraViewer;
  setFact(fact: CellFact, isTold: boolean): void;
  /** Forgets the decoded chunks of what is open, so that the view loads once more and all of it is recorded. */
  loadAgain(): void;
  /** Measures by their voxels how the levels of a layer lie over one another. */
  measureOffsets(layerId: string): void;
  stopMeasuring(layerId: string): void;
  setChecking(isOn: boolean): void;
  /** Switches a fault on or off; what is in memory is loaded anew. */
  setFault(kind: FaultKind, isOn: boolean): void;
  /** Follows what is shown, a few times a second, until what it returns is called. */
  watch(): () => void;
  /** Draws what a cell of some state looks like, all over a canvas. */
  drawSwatch(canvas: HTMLCanvasElement, state: CellState): void;
  /** Draws the mark of a way into the middle of a canvas. */
  drawWay(canvas: HTMLCanvasElement, way: LoadWay): void;
}
