/** What the second camera is pointed at: all of the image, or what the main camera sees of it. */
export type SecondFraming = 'all' | 'view';

/** What the second camera has drawn. */
export interface SecondPicture {
  readonly kind: 'tile' | 'brick';
  /** Boxes that are drawn, by level, finest first. */
  readonly levels: readonly { readonly level: number; readonly boxes: number }[];
  readonly boxes: number;
  /** Further ones that were left out, so that drawing stays quick. */
  readonly omitted: number;
}

/** What the interface sees and does of the camera that shows the plan from outside. Properties are reactive. */
export interface SecondCameraViewer {
  /** Absent until something was drawn. */
  readonly picture: SecondPicture | undefined;
  readonly framing: SecondFraming;
  /** Draws on a canvas and listens to its pointers and wheel; returns what ends that. */
  mount(canvas: HTMLCanvasElement): () => void;
  /** Turns what is seen by steps to the right and downwards. */
  turn(right: number, down: number): void;
  /** Moves what is seen by steps to the right and downwards. */
  pan(right: number, down: number): void;
  zoom(factor: number): void;
  frame(framing: SecondFraming): void;
  /** Goes back to where it began; what it is pointed at stays. */
  reset(): void;
}
