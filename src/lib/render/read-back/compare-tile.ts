import type { Dataset, Rect } from '../../core';
import { type TileGrid, pieceChunk, pieceCount, pieceRect } from '../../view';
import { pieceWords } from '../cut/tile-uploader';
import { storedRect } from '../cut/tile-writes';
import type { ChunkLookup } from '../layer-frame';
import type { TileRecord } from '../tiles/tile-record';
import { STORED_SIZE, type Words, makeWords, tileFormat } from '../tiles/tile-format';
import { type Comparison, Digest, isSameWord } from './comparison';

/** Whether any chunk that a tile has parts of is in memory: it can be compared. */
export function hasTileChunks(dataset: Dataset, record: TileRecord, chunks: ChunkLookup): boolean {
  const { grid } = record;
  const has = (piece: number) => {
    const key = { dataset: dataset.id, level: grid.key.level, index: pieceChunk(grid, piece) };
    return record.has(piece) && (chunks.get(key) !== undefined || chunks.stateOf(key) === 'empty');
  };
  return Array.from({ length: pieceCount(grid) }, (_, piece) => piece).some(has);
}

/**
 * Compares words of a stored tile (258², row by row) with what its chunks should have brought. Parts whose chunks are not
 * in memory any more are passed over, and so is what is not there yet.
 */
export function compareTile(
  dataset: Dataset,
  record: TileRecord,
  { words, chunks }: { readonly words: Words; readonly chunks: ChunkLookup },
): Comparison {
  const { grid } = record;
  const { bucket } = tileFormat(dataset.dtype);
  const expected = makeWords(bucket, STORED_SIZE ** 2);
  const wrong: (readonly number[])[] = [];
  let isWhole = true;
  for (let piece = 0; piece < pieceCount(grid); piece++) {
    const index = pieceChunk(grid, piece);
    const key = { dataset: dataset.id, level: grid.key.level, index };
    const chunk = chunks.get(key) ?? (chunks.stateOf(key) === 'empty' ? 'empty' : undefined);
    if (!record.has(piece) || !chunk) {
      isWhole = false;
      continue;
    }
    const rect = pieceRect(grid, piece);
    const part = pieceWords(dataset, grid, { piece, chunk, rect });
    if (!isPut(part, expected, words, rowsOf(grid, rect, bucket))) wrong.push(index);
  }
  const rows = rowsOf(grid, grid.interior, bucket);
  return { wrong, found: digestOf(words, rows), ...(isWhole && { expected: digestOf(expected, rows) }) };
}

/** Rows of a rectangle in the words of a stored tile: where each begins, and how many words it has. */
interface Rows {
  readonly starts: readonly number[];
  readonly length: number;
}

function rowsOf(grid: TileGrid, rect: Rect, bucket: string): Rows {
  const perVoxel = bucket === 'rg32uint' ? 2 : 1;
  const stored = storedRect(grid);
  const starts = Array.from(
    { length: rect.y1 - rect.y0 },
    (_, row) => ((rect.y0 - stored.y0 + row) * STORED_SIZE + rect.x0 - stored.x0) * perVoxel,
  );
  return { starts, length: (rect.x1 - rect.x0) * perVoxel };
}

/** Puts the words of a piece into a tile, and returns whether another tile has the same there. */
function isPut(part: Words, tile: Words, other: Words, { starts, length }: Rows): boolean {
  let isSame = true;
  starts.forEach((start, row) => {
    tile.set(part.subarray(row * length, (row + 1) * length), start);
    for (let i = start; i < start + length; i++) isSame &&= isSameWord(tile[i], other[i]);
  });
  return isSame;
}

function digestOf(words: Words, { starts, length }: Rows): string {
  const digest = new Digest();
  for (const start of starts) digest.add(words, start, start + length);
  return `${length} × ${starts.length}:${digest.toString()}`;
}
