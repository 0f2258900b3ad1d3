/** What a source is opened as, in place of what its metadata say. */
export type OpenAs = 'image' | 'labels' | 'points';

/** How a location is opened, where that is not left to what is found there. */
export interface OpenHints {
  readonly as?: OpenAs | undefined;
  /** It is one of the label images of an image: its integers are labels without a word of its own. */
  readonly isListed?: boolean;
  /** Of Zarr: the other format is not asked for. */
  readonly format?: 2 | 3;
}

/** Label images that a group beside an image lists. */
export interface LabelList {
  /** The Zarr format of the list. */
  readonly format: 2 | 3;
  /** Paths below the image's `labels`, each once. */
  readonly names: readonly string[];
}
