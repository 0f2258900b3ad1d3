/** What a source is opened as, in place of what its metadata say. */
export type OpenAs = 'image' | 'labels';

/** How a location is opened, where that is not left to what is found there. */
export interface OpenHints {
  readonly as?: OpenAs;
  /** The Zarr format of a list of label images that names it. Its integers are then labels without a word of their own. */
  readonly listed?: 2 | 3;
}

/** Label images that a group beside an image lists. */
export interface LabelList {
  /** The Zarr format of the list. */
  readonly format: 2 | 3;
  /** Paths below the image's `labels`, each once. */
  readonly names: readonly string[];
}
