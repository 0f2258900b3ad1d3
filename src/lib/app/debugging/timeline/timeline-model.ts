import type { LoadEntry, LoadOutcome, LoadWay } from '../loads/load-entry';

export type { LoadOutcome, LoadWay };

/** One load of one chunk. Times are milliseconds since the first chunk was wanted. */
export interface LoadModel extends Omit<LoadEntry, 'key'> {
  /** Name of the layer that shows it; absent when none does any more. */
  readonly layer?: string;
  readonly level: number;
  /** In chunk units, store axis order. */
  readonly index: readonly number[];
}

/** What came by one way. */
export interface WayTotal {
  readonly way: LoadWay;
  readonly loads: number;
  readonly encodedBytes: number;
  /** From start to end, half of the loads being faster. */
  readonly medianMs: number;
}

/** The loads that are remembered, in the order in which they started. */
export interface TimelineState {
  readonly loads: readonly LoadModel[];
  /** From the first wish to the last end. */
  readonly spanMs: number;
  readonly ways: readonly WayTotal[];
  /** Earlier loads that are no longer remembered. */
  readonly dropped: number;
}

/** What the interface sees and does of the order in which chunks came. Properties are reactive. */
export interface TimelineViewer {
  readonly state: TimelineState;
  /** Loads are being recorded. */
  readonly isRecording: boolean;
  /** Recording goes on while nobody watches. */
  readonly isKept: boolean;
  /** Chunks are tinted over the picture by the order in which they came. */
  readonly isHeatMapOn: boolean;
  /** The moment that is shown again, absent while the present is. What is recorded meanwhile shows later. */
  readonly replayMs: number | undefined;
  readonly isPlaying: boolean;
  /** CSS colours from the first that came to the last. */
  readonly heatColors: readonly string[];
  /** Number of chunks that had come by a moment; `undefined`: by now. */
  cameBy(ms: number | undefined): number;
  /** Records and tells of it until what it returns is called. */
  watch(): () => void;
  record(isRecording: boolean): void;
  keep(isKept: boolean): void;
  showHeatMap(isOn: boolean): void;
  clear(): void;
  /** Forgets the decoded chunks of what is open, and the loads so far, so that the view loads once more. */
  loadAgain(): void;
  /** Shows a moment again; `undefined`: the present. */
  seek(ms: number | undefined): void;
  /** Shows the loads again in their order, from the moment that is shown, or from the start; or stops that. */
  play(isPlaying: boolean): void;
  /** Saves the loads as JSON, without names and addresses. */
  save(): void;
}
