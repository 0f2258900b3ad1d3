import type { Rect } from '../core';
import type { TileKey } from './tile-key';

/** What of a tile is on the GPU. Rectangles are in voxels of the tile's level, half open, cut to the level's shape. */
export interface TileResidency {
  /** All voxels are there. */
  readonly complete: boolean;
  /** The parts that are there; one, the whole, when complete. */
  readonly parts: readonly Rect[];
}

export type ResidencyLookup = (key: TileKey) => TileResidency | undefined;

/** A rectangle to draw from one tile. */
export interface Quad {
  readonly key: TileKey;
  /** Where it goes, world coordinates. */
  readonly world: Rect;
  /** What it shows: edges in voxels of the level, not rounded; voxel `i` spans from `i` to `i + 1`. */
  readonly voxels: Rect;
}
