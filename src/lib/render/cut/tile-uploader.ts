import type { ChunkArray, Dataset, Rect } from '../../core';
import { type TileGrid, pieceChunk, pieceCount, pieceOrigin, pieceRect } from '../../view';
import type { ChunkLookup } from '../layer-frame';
import { type ChunkPlane, cutTile, fillTile, rectBytes } from './cut-tile';
import type { TileRecord } from '../tiles/tile-record';
import type { Words } from '../tiles/tile-format';
import { storedRect, writesForPiece } from './tile-writes';

/** Writes words into a slot; `rect` in voxels of the stored tile, gutter included. */
export type WriteTile = (slot: number, rect: Rect, words: Words) => void;

/** A piece that can be uploaded now: its chunk, or 'empty' when every voxel is the fill value. */
export interface ReadyPiece {
  readonly piece: number;
  readonly chunk: ChunkArray | 'empty';
}

/** Sorts the holes of a tile into those that can be filled now, and those whose chunk failed. */
export function findReadyPieces(
  dataset: Dataset,
  grid: TileGrid,
  { chunks, has }: { readonly chunks: ChunkLookup; readonly has: (piece: number) => boolean },
): { ready: ReadyPiece[]; failed: number[] } {
  const ready: ReadyPiece[] = [];
  const failed: number[] = [];
  const count = pieceCount(grid);
  for (let piece = 0; piece < count; piece++) {
    if (has(piece)) continue;
    const key = { dataset: dataset.id, level: grid.key.level, index: pieceChunk(grid, piece) };
    const chunk = chunks.get(key);
    if (chunk) {
      ready.push({ piece, chunk });
      continue;
    }
    const state = chunks.stateOf(key);
    if (state === 'empty') ready.push({ piece, chunk: 'empty' });
    else if (state === 'failed') failed.push(piece);
  }
  return { ready, failed };
}

/** Writes pieces into the slot of their tile, marks them as filled at `now`, and returns the bytes written. */
export function uploadPieces(
  dataset: Dataset,
  record: TileRecord,
  {
    pieces,
    write,
    now,
  }: { readonly pieces: readonly ReadyPiece[]; readonly write: WriteTile; readonly now: number },
): number {
  const stored = storedRect(record.grid);
  let bytes = 0;
  for (const { piece, chunk } of pieces) {
    for (const rect of writesForPiece(record.grid, piece, (other) => record.has(other))) {
      const words = pieceWords(dataset, record.grid, { piece, chunk, rect });
      write(record.slot, shiftRect(rect, -stored.x0, -stored.y0), words);
      bytes += rectBytes(dataset.dtype, rect);
    }
    record.fill(piece, now);
  }
  return bytes;
}

/** Words of a rectangle of a tile that one piece brings, row by row; in voxels of the level. */
export function pieceWords(
  dataset: Dataset,
  grid: TileGrid,
  { piece, chunk, rect }: ReadyPiece & { readonly rect: Rect },
): Words {
  if (chunk === 'empty') return fillTile(dataset.dtype, grid.array.fillValue, area(rect));
  const [x, y] = pieceOrigin(grid, piece);
  const inside = shiftRect(pieceRect(grid, piece), -x, -y);
  return cutTile(chunk, gridPlane(grid), { dtype: dataset.dtype, rect: shiftRect(rect, -x, -y), inside });
}

/** Which plane of its chunks a tile shows. */
function gridPlane({ key, array }: TileGrid): ChunkPlane {
  const offset = array.chunks.map((size, axis) => (key.slice[axis] ?? 0) % size);
  return { horizontal: key.horizontal, vertical: key.vertical, offset };
}

function shiftRect({ x0, y0, x1, y1 }: Rect, x: number, y: number): Rect {
  return { x0: x0 + x, y0: y0 + y, x1: x1 + x, y1: y1 + y };
}

function area({ x0, y0, x1, y1 }: Rect): number {
  return (x1 - x0) * (y1 - y0);
}
