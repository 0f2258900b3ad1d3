import type { LevelArray, Rect } from '../../core';
import { TILE_SIZE, type TileKey } from './tile-key';

/** Voxels `from` to `to` (half open) of one displayed axis, and the chunk that holds them. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly chunk: number;
}

/**
 * The chunks that meet one tile and its gutter: `columns × rows` pieces, numbered row by row.
 * Voxels are those of the tile's level; beyond the level there are none.
 */
export interface TileGrid {
  readonly key: TileKey;
  readonly array: LevelArray;
  readonly columns: readonly Span[];
  readonly rows: readonly Span[];
  /** The tile without gutter, cut to the level. */
  readonly interior: Rect;
}

/** Returns the chunks that a tile is cut from, whatever their shape; none when it lies outside its level. */
export function makeTileGrid(array: LevelArray, key: TileKey): TileGrid {
  const { horizontal, vertical, column, row } = key;
  const width = array.shape[horizontal] ?? 1;
  const height = array.shape[vertical] ?? 1;
  const x0 = column * TILE_SIZE;
  const y0 = row * TILE_SIZE;
  const x1 = Math.min(x0 + TILE_SIZE, width);
  const y1 = Math.min(y0 + TILE_SIZE, height);
  return {
    key,
    array,
    columns: spans(Math.max(x0 - 1, 0), Math.min(x1 + 1, width), array.chunks[horizontal] ?? 1),
    rows: spans(Math.max(y0 - 1, 0), Math.min(y1 + 1, height), array.chunks[vertical] ?? 1),
    interior: { x0, y0, x1, y1 },
  };
}

export function pieceCount({ columns, rows }: TileGrid): number {
  return columns.length * rows.length;
}

/** Voxels of a piece, gutter included. */
export function pieceRect({ columns, rows }: TileGrid, piece: number): Rect {
  const across = columns[piece % columns.length];
  const down = rows[Math.floor(piece / columns.length)];
  if (!across || !down) throw new Error(`piece ${piece} of ${columns.length} × ${rows.length}`);
  return { x0: across.from, y0: down.from, x1: across.to, y1: down.to };
}

/** Index of the chunk that holds a piece, in chunk units, store axis order. */
export function pieceChunk({ key, array, columns, rows }: TileGrid, piece: number): number[] {
  return array.chunks.map((size, axis) => {
    if (axis === key.horizontal) return columns[piece % columns.length]?.chunk ?? 0;
    if (axis === key.vertical) return rows[Math.floor(piece / columns.length)]?.chunk ?? 0;
    return Math.floor((key.slice[axis] ?? 0) / size);
  });
}

/** Voxel of the level at which the chunk of a piece starts, [horizontal, vertical]. */
export function pieceOrigin({ key, array, columns, rows }: TileGrid, piece: number): [number, number] {
  const across = columns[piece % columns.length]?.chunk ?? 0;
  const down = rows[Math.floor(piece / columns.length)]?.chunk ?? 0;
  return [across * (array.chunks[key.horizontal] ?? 1), down * (array.chunks[key.vertical] ?? 1)];
}

/** Returns the chunks of `size` voxels that meet voxels `from` to `to` of an axis, and what each of them holds. */
export function spans(from: number, to: number, size: number): Span[] {
  const result: Span[] = [];
  for (let chunk = Math.floor(from / size); chunk * size < to; chunk++) {
    result.push({ from: Math.max(from, chunk * size), to: Math.min(to, (chunk + 1) * size), chunk });
  }
  return result;
}
