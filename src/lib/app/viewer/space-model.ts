/** One axis of the clip box. */
export interface ClipModel {
  readonly axis: string;
  /** World positions that are shown. */
  readonly range: readonly [number, number];
  /** Ends of the data. */
  readonly extent: readonly [number, number];
}

/** Something to drag over the 3D view. */
export interface HandleModel {
  readonly id: string;
  /** CSS pixels from the canvas' top left. */
  readonly x: number;
  readonly y: number;
  readonly label: string;
}

export type PlaneChoice = 'none' | 'inside' | 'alone';

/** What the interface sees and does of 3D. Properties are reactive; commands return at once. */
export interface SpaceViewer {
  readonly mode: '2d' | '3d';
  /** Some layer has three axes. */
  readonly isPossible: boolean;
  /** Vertical field of view in degrees; 0 is orthographic. */
  readonly perspective: number;
  readonly plane: PlaneChoice;
  /** The axis that the plane stands across; absent when it is oblique. */
  readonly planeAxis: string | undefined;
  /** Names of x, y and z. */
  readonly axes: readonly string[];
  readonly clips: readonly ClipModel[];
  /** Handles of the clip box are shown. */
  readonly isClipping: boolean;
  readonly handles: readonly HandleModel[];

  setMode(mode: '2d' | '3d'): void;
  setPerspective(degrees: number): void;
  /** Looks along an axis, by its place in `axes`, from its low or high end. */
  lookAlong(axis: number, from: 'low' | 'high'): void;
  setPlane(choice: PlaneChoice): void;
  /** Stands the plane across an axis, or, with `undefined`, facing the eye. */
  turnPlane(axis: string | undefined): void;
  setClip(axis: string, range: readonly [number, number]): void;
  resetClip(): void;
  toggleClipping(): void;
  /** Moves a handle by a drag in CSS pixels. */
  moveHandle(id: string, drag: readonly [number, number]): void;
}
