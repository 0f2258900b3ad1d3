/** What the interface does of the camera without a pointer. Properties are reactive; commands return at once. */
export interface CameraViewer {
  /** What stands in the middle of the picture is read out, as it is under a pointer; a mark shows the place. */
  readonly isReading: boolean;

  /** Turns the volume as a drag does, by degrees to the right and down. Does nothing in 2D. */
  turnBy(right: number, down: number): void;
  /** Turns the picture about its middle by degrees, clockwise on the screen. */
  rollBy(degrees: number): void;
  /** Reads out the middle of the picture, which moves with it, until a pointer comes or {@link stopReading}. */
  readMiddle(): void;
  /** Returns false when nothing was being read. */
  stopReading(): boolean;
}
