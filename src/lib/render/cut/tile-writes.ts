import type { Rect } from '../../core';
import { TILE_SIZE, type TileGrid, pieceRect } from '../../view';

/**
 * Returns what to write when a piece of a tile arrives: its own voxels, and one voxel around them wherever nothing is
 * known, so that linear interpolation repeats the border of what is there. What a neighbour brought is never written over,
 * and what a neighbour brings later replaces what was repeated. In voxels of the level, inside the stored tile.
 */
export function writesForPiece(grid: TileGrid, piece: number, isFilled: (piece: number) => boolean): Rect[] {
  const columns = grid.columns.length;
  const column = piece % columns;
  const row = Math.floor(piece / columns);
  const own = pieceRect(grid, piece);
  const room = storedRect(grid);
  const isFree = (dx: number, dy: number): boolean => {
    const x = column + dx;
    const y = row + dy;
    if (x < 0 || y < 0 || x >= columns || y >= grid.rows.length) return true;
    return !isFilled(y * columns + x);
  };
  const left = isFree(-1, 0) && own.x0 > room.x0 ? 1 : 0;
  const right = isFree(1, 0) && own.x1 < room.x1 ? 1 : 0;
  const above = isFree(0, -1) && own.y0 > room.y0 ? 1 : 0;
  const below = isFree(0, 1) && own.y1 < room.y1 ? 1 : 0;
  const corners = [
    left && above && !isFree(-1, -1),
    right && above && !isFree(1, -1),
    left && below && !isFree(-1, 1),
    right && below && !isFree(1, 1),
  ];
  const wide = { x0: own.x0 - left, y0: own.y0, x1: own.x1 + right, y1: own.y1 };
  if (!corners.some(Boolean)) return [{ ...wide, y0: own.y0 - above, y1: own.y1 + below }];
  const rects = [wide];
  if (above) {
    const x0 = own.x0 - (corners[0] ? 0 : left);
    rects.push({ x0, y0: own.y0 - 1, x1: own.x1 + (corners[1] ? 0 : right), y1: own.y0 });
  }
  if (below) {
    const x0 = own.x0 - (corners[2] ? 0 : left);
    rects.push({ x0, y0: own.y1, x1: own.x1 + (corners[3] ? 0 : right), y1: own.y1 + 1 });
  }
  return rects;
}

/** The voxels for which a stored tile has room: the tile and its gutter, also beyond the level. */
export function storedRect({ key }: TileGrid): Rect {
  const x0 = key.column * TILE_SIZE - 1;
  const y0 = key.row * TILE_SIZE - 1;
  return { x0, y0, x1: x0 + TILE_SIZE + 2, y1: y0 + TILE_SIZE + 2 };
}
