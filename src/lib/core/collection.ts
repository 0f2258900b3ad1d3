/** What a group is that holds several images and is none itself. */
export type CollectionKind = 'plate' | 'well' | 'series';

/** A place of a plate that has a well. */
export interface PlateWell {
  /** Below the plate. */
  readonly path: string;
  /** Indices into the plate's rows and columns. */
  readonly row: number;
  readonly column: number;
}

interface CollectionBase {
  /** Absent where the metadata name none. */
  readonly name?: string;
  /** The Zarr format of it and of what it holds. */
  readonly format: 2 | 3;
  /** What is invalid but common, and what was assumed; each a sentence for the user. */
  readonly warnings: readonly string[];
}

/** A plate of OME-NGFF: wells on a grid, not all of which need to be there. */
export interface Plate extends CollectionBase {
  readonly kind: 'plate';
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** At most one for each place. */
  readonly wells: readonly PlateWell[];
  readonly acquisitions: readonly { readonly id: number; readonly name?: string }[];
}

/** One image of a well or of a series. */
export interface CollectionImage {
  /** Below the collection. */
  readonly path: string;
  readonly name?: string;
  /** Of the acquisition that it belongs to. */
  readonly acquisition?: number;
  /** Voxels on the axes that have more than one, such as `{ x: 512, y: 512 }`; absent where only its own metadata say. */
  readonly size?: Readonly<Record<string, number>>;
}

/** The fields of a well, or the series of a bioformats2raw root. */
export interface ImageList extends CollectionBase {
  readonly kind: 'well' | 'series';
  readonly images: readonly CollectionImage[];
}

export type Collection = Plate | ImageList;
