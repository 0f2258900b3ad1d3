import type { ChannelModel } from '../../viewer/model';

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
  readonly channels: readonly ChannelModel[];
  /** Voxels of level 0 on the axes that have more than one. */
  readonly size: Readonly<Record<string, number>>;
}

/** What it takes to hold. */
export function thumbnailBytes({ planes }: Thumbnail): number {
  return [...planes.values()].reduce((sum, plane) => sum + plane.byteLength, 0);
}
