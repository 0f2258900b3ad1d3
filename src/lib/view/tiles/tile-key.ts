/**
 * Edge of a tile in voxels, in both directions: the unit of GPU residency, whatever the chunk shape.
 * 256 keeps a 1024×768 view near 20 tiles, so that a pool slot is small and pools waste little.
 */
export const TILE_SIZE = 256;

/** How one layer is cut by the screen. */
export interface SliceView {
  /** Index into `dataset.axes` of the axis shown from left to right. */
  readonly horizontal: number;
  /** Index into `dataset.axes` of the axis shown from top to bottom. */
  readonly vertical: number;
  /** World position on every axis, store order; not read at the displayed axes and the channel axis. */
  readonly position: readonly number[];
  /** Indices on the channel axis that are shown; `[0]` when there is no channel axis. */
  readonly channels: readonly number[];
}

/** Names one tile: `TILE_SIZE`² voxels of one channel of one slice of one level. */
export interface TileKey {
  readonly dataset: string;
  readonly level: number;
  readonly horizontal: number;
  readonly vertical: number;
  /** Voxel index at this level on every axis, store order; 0 at the two displayed axes. */
  readonly slice: readonly number[];
  /** In tiles, from voxel 0 of the level. */
  readonly column: number;
  readonly row: number;
}

/** Returns a string that is equal exactly when two keys are. */
export function tileKeyString({ dataset, level, horizontal, vertical, slice, column, row }: TileKey): string {
  return `${level}/${horizontal},${vertical}/${slice.join('.')}/${column},${row}@${dataset}`;
}
