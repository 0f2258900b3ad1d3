import type { ReadoutModel, WorldTextModel } from './readout-model';

/** A place of the picture that was asked about. */
export interface PlaceModel {
  /** CSS pixels from the canvas' top left. */
  readonly at: readonly [number, number];
  /** World position on the displayed axes, horizontal first; absent where 3D shows nothing. */
  readonly world?: readonly WorldTextModel[];
  /** Bottom layer first. */
  readonly readout: readonly ReadoutModel[];
  /** The topmost label there. */
  readonly label?: { readonly layer: string; readonly value: string; readonly showsOnlyIt: boolean };
  /** The picture is turned, in 2D. */
  readonly isTurned: boolean;
}

/** What the interface sees and does of a place that a long press, a right click or a key asked about. */
export interface PlaceViewer {
  /** Absent when nothing is asked; another object each time that something is. */
  readonly asked: PlaceModel | undefined;

  /** Asks about the middle of what the panels leave free. */
  askAtCenter(): void;
  /** It is answered. */
  close(): void;
  /** Moves the picture so that the place is in the middle. */
  centerHere(): void;
  zoomHere(factor: number): void;
  /** Turns the picture upright about the place. */
  straighten(): void;
  copyPosition(): Promise<void>;
  copyValues(): Promise<void>;
  selectLabel(): void;
  /** Shows the label alone, or all of its layer again. */
  toggleOnlyLabel(): void;
}
