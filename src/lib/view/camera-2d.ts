/** The 2D camera. World coordinates are float64, in the units of the first layer; y points down, as images do. */
export interface Camera2D {
  /** World position at the middle of the viewport, [horizontal, vertical]. */
  readonly center: readonly [number, number];
  /** CSS pixels per world unit. */
  readonly zoom: number;
  /** Turn of the picture about the middle of the viewport, in radians, clockwise on the screen. */
  readonly turn: number;
  /** Size of the viewport in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly pixelRatio: number;
}
