/** What lies over a picture. */
export interface PictureMarks {
  readonly scaleBar: boolean;
  /** In 3D: where the axes point. */
  readonly axes: boolean;
  readonly measurements: boolean;
  /** Tiles or bricks with their levels. */
  readonly outlines: boolean;
  /** In 3D: the box around the data, and the frame of the slice plane. */
  readonly box: boolean;
}

export interface PictureChoice {
  /** Pixels of the picture per device pixel of the screen: 1–4. */
  readonly scale: number;
  readonly marks: PictureMarks;
}
