import type { MeasureKind } from '../../view';

export type { MeasureKind } from '../../view';

/** One measurement in the list. */
export interface MeasurementModel {
  readonly kind: MeasureKind;
  /** Such as '12.5 µm' or '3 µm × 4 µm · 12 µm²'. */
  readonly text: string;
  /** The axes it was made on; it is shown while those are displayed. */
  readonly axes: readonly string[];
  readonly isShown: boolean;
}

/** A point of a measurement over the picture. */
export interface MeasureHandleModel {
  readonly id: string;
  /** Index of its measurement. */
  readonly measurement: number;
  /** CSS pixels from the canvas' top left. */
  readonly x: number;
  readonly y: number;
  readonly label: string;
}

/** What the interface sees and does of measurements. Properties are reactive; commands return at once unless they say so. */
export interface MeasureViewer {
  /** What the next presses on the picture draw; absent while they move it. */
  readonly tool: MeasureKind | undefined;
  /** What to do next with the tool, in a sentence; empty without one. */
  readonly hint: string;
  readonly measurements: readonly MeasurementModel[];
  readonly handles: readonly MeasureHandleModel[];

  setTool(kind: MeasureKind | undefined): void;
  /** Forgets the points that are set, or, without any, lets go of the tool; returns whether there was either. */
  cancel(): boolean;
  /** Puts one into the middle of the view, for those who point with keys. */
  addAtCenter(kind: MeasureKind): void;
  /** Puts one that begins at a place, CSS pixels from the canvas' top left. */
  addFrom(kind: MeasureKind, at: readonly [number, number]): void;
  /** Moves a point by CSS pixels; `onSurface`: in 3D to what is seen there, else as deep as it is. */
  moveHandle(id: string, by: readonly [number, number], options: { readonly onSurface: boolean }): void;
  remove(measurement: number): void;
  clear(): void;
  /** Copies all measurements as CSV. Rejects with the browser's refusal. */
  copyCsv(): Promise<void>;
}
