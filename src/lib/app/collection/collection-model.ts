import type { AppError, ImageList, Plate, PlateWell } from '../../core';
import type { Thumbnail, ThumbnailLook, ThumbnailState } from './thumbnail/thumbnail';

export type { Thumbnail, ThumbnailLook, ThumbnailState };
export type { ImageList, Plate, PlateWell };

/** A channel of the images of a collection. */
export interface CollectionChannel {
  readonly index: number;
  readonly name: string;
  /** '#rrggbb'. */
  readonly color: string;
  readonly visible: boolean;
}

/** A place of a plate, or an image of a list, as it is asked for a picture. */
export type CollectionPlace = { readonly well: PlateWell } | { readonly image: string };

/**
 * A plate, a well or a list of series that is looked through. Properties are reactive. Nothing rejects: what fails says so in
 * `failure`.
 */
export interface CollectionBrowser {
  readonly location: string;
  readonly name: string;
  /** Present when it is a plate. */
  readonly plate: Plate | undefined;
  /** The well of the plate that is open. */
  readonly well: PlateWell | undefined;
  /** What is listed instead of the plate: the fields of the open well, or the series. */
  readonly list: ImageList | undefined;
  /** Only fields of this acquisition are shown; absent: those of all. */
  readonly acquisition: number | undefined;
  /** Those of the images seen so far. */
  readonly channels: readonly CollectionChannel[];
  readonly look: ThumbnailLook;
  readonly warnings: readonly string[];
  readonly failure: AppError | undefined;
  /** Something is being opened from here. */
  readonly isBusy: boolean;
  /** There is something to open an image on top of. */
  readonly canAdd: boolean;

  /** What is on the screen, and so is to be loaded; what no longer is stops loading. */
  want(places: readonly CollectionPlace[]): void;
  pictureOf(place: CollectionPlace): ThumbnailState;
  /** Returns the colours of a picture in the look that all have now, RGBA row by row. */
  paint(thumbnail: Thumbnail): Uint8ClampedArray<ArrayBuffer>;
  setAcquisition(id: number | undefined): void;
  setVisible(channel: number, isVisible: boolean): void;
  /** Opens a well: its only field at once, or else the list of its fields. True when an image was opened. */
  openWell(well: PlateWell, options?: OpenImagesOptions): Promise<boolean>;
  /** Goes back from the well to the plate. */
  leaveWell(): void;
  /** Opens images by their paths below the collection, several as layers over one another. True when one at least was opened. */
  openImages(paths: readonly string[], options?: OpenImagesOptions): Promise<boolean>;
  retry(): void;
}

export interface OpenImagesOptions {
  /** On top of what is open, instead of in its place. */
  readonly add?: boolean;
}

/** The interface's way to what holds several images. Properties are reactive. */
export interface CollectionViewer {
  /** What was opened last that holds several images; it stays while its images are looked at. */
  readonly browser: CollectionBrowser | undefined;
  /** Forgets it. */
  forget(): void;
}
