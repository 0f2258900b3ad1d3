import { intersectRects, isEmptyRect, type LevelArray, type Rect } from '../../core';
import { areaOf, cellsIn } from './level-plane';
import { TILE_SIZE, type TileKey } from './tile-key';

/** What one chunk adds to a tile. */
export interface TilePiece {
  /** In chunk units, store order. */
  readonly index: readonly number[];
  /** The voxels it fills, in voxels of the level on the displayed axes, half open. */
  readonly voxels: Rect;
}

/** The chunks that meet a tile. */
export interface TilePieces {
  /** The tile's own voxels, cut to the level's shape. */
  readonly tile: Rect;
  /** Partition of `tile`. */
  readonly interior: readonly TilePiece[];
  /**
   * Partition of the voxels next to `tile`, at most one away (corners too) and inside the level: what linear
   * interpolation reads across the border. Plans do not fetch them for this tile; use them when they are there.
   */
  readonly gutter: readonly TilePiece[];
}

/** Returns the voxels of a tile, cut to the level's shape; empty when the tile lies outside. */
export function tileVoxels(array: LevelArray, { column, row, horizontal, vertical }: TileKey): Rect {
  return {
    x0: column * TILE_SIZE,
    y0: row * TILE_SIZE,
    x1: Math.min((column + 1) * TILE_SIZE, array.shape[horizontal] ?? 0),
    y1: Math.min((row + 1) * TILE_SIZE, array.shape[vertical] ?? 0),
  };
}

/** Returns the chunk that holds a tile's voxel column `x`, `y` (in chunk units), store order. */
function chunkIndex(array: LevelArray, key: TileKey, x: number, y: number): number[] {
  return array.chunks.map((size, axis) => {
    if (axis === key.horizontal) return x;
    if (axis === key.vertical) return y;
    return Math.floor((key.slice[axis] ?? 0) / size);
  });
}

function piecesOf(array: LevelArray, key: TileKey, voxels: Rect): TilePiece[] {
  const width = array.chunks[key.horizontal] ?? 1;
  const height = array.chunks[key.vertical] ?? 1;
  if (areaOf(voxels) === 0) return [];
  const cells = cellsIn(voxels, width, height);
  const pieces: TilePiece[] = [];
  for (let y = cells.y0; y < cells.y1; y++)
    for (let x = cells.x0; x < cells.x1; x++) {
      const chunk = { x0: x * width, y0: y * height, x1: (x + 1) * width, y1: (y + 1) * height };
      pieces.push({ index: chunkIndex(array, key, x, y), voxels: intersectRects(chunk, voxels) });
    }
  return pieces;
}

/** Returns the ring of voxels, one wide, around a tile and inside the level, as at most four strips. */
function gutterStrips(array: LevelArray, key: TileKey, tile: Rect): Rect[] {
  const level = {
    x0: 0,
    y0: 0,
    x1: array.shape[key.horizontal] ?? 0,
    y1: array.shape[key.vertical] ?? 0,
  };
  const { x0, y0, x1, y1 } = tile;
  const ring = [
    { x0: x0 - 1, y0: y0 - 1, x1: x1 + 1, y1: y0 },
    { x0: x0 - 1, y0: y1, x1: x1 + 1, y1: y1 + 1 },
    { x0: x0 - 1, y0, x1: x0, y1 },
    { x0: x1, y0, x1: x1 + 1, y1 },
  ];
  return ring.map((strip) => intersectRects(strip, level)).filter((strip) => !isEmptyRect(strip));
}

/** Returns the chunks that a tile is cut from, whatever their shape, and those that fill the ring around it. */
export function tilePieces(array: LevelArray, key: TileKey): TilePieces {
  const tile = tileVoxels(array, key);
  if (isEmptyRect(tile)) return { tile, interior: [], gutter: [] };
  return {
    tile,
    interior: piecesOf(array, key, tile),
    gutter: gutterStrips(array, key, tile).flatMap((strip) => piecesOf(array, key, strip)),
  };
}
