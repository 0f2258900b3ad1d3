/** The part of the picture that a layer of a grid is shown in, CSS pixels from the canvas' top left. */
export interface CellModel {
  readonly id: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Two layers that are compared at a divider. */
export interface SwipeModel {
  /** Names of the layers on each side. */
  readonly left: string;
  readonly right: string;
  /** Where the divider stands, 0 at the left edge of the picture and 1 at the right. */
  readonly at: number;
}

/** What the interface sees and does of how layers lie on the screen and beside each other. Properties are reactive. */
export interface ArrangeViewer {
  readonly isGrid: boolean;
  /** Cells of the grid; empty without one. */
  readonly cells: readonly CellModel[];
  readonly swipe: SwipeModel | undefined;
  /** All layers but this one are hidden. */
  readonly soloed: string | undefined;

  /** Calls a layer so; an empty name gives back that of its metadata. */
  rename(layerId: string, name: string): void;
  /** Opens what a layer shows once more, right above it, with the same look. Resolves once it is there. */
  duplicate(layerId: string): Promise<void>;
  /** Hides all other layers; once more shows those again that were seen before. */
  solo(layerId: string): void;
  /** Contrast and gamma of all layers that are linked go together. */
  linkContrast(layerId: string, isOn: boolean): void;
  /** Shows each visible layer in a cell of its own, or all of them on top of each other. */
  setGrid(isOn: boolean): void;
  /** Compares a layer with the one below it; `undefined` ends the comparison. Does nothing for the lowest layer. */
  compare(layerId: string | undefined): void;
  moveDivider(at: number): void;
}
