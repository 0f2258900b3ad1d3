import type { AppError } from '../../../core';

export type ContrastWindow = readonly [number, number];

/** A channel of an image, as it starts. */
export interface ThumbnailChannel {
  readonly index: number;
  readonly name: string;
  /** A napari colormap name, or '#rrggbb' for black to that colour. */
  readonly colormap: string;
  /** Absent where only the data say. */
  readonly contrast?: ContrastWindow;
}

/** A small picture of an image, before it has colours: samples of the coarsest level of each channel that starts switched on. */
export interface Thumbnail {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Width over height of the image itself, whose voxels may not be square. */
  readonly aspect: number;
  /** Row by row, by index of the channel; NaN where nothing is. */
  readonly planes: ReadonlyMap<number, Float32Array>;
  /** As each channel of the image starts. */
  readonly channels: readonly ThumbnailChannel[];
  /** Voxels of level 0 on the axes that have more than one. */
  readonly size: Readonly<Record<string, number>>;
}

/** What it takes to hold. */
export function thumbnailBytes({ planes }: Thumbnail): number {
  return [...planes.values()].reduce((sum, plane) => sum + plane.byteLength, 0);
}

/** How the channels of thumbnails are shown. */
export interface ThumbnailLook {
  readonly contrast: ReadonlyMap<number, ContrastWindow>;
  readonly hidden: ReadonlySet<number>;
}

/** Where a thumbnail is on its way. */
export type ThumbnailState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly thumbnail: Thumbnail }
  | { readonly kind: 'failed'; readonly error: AppError };
