import type { Dataset } from '../../core';
import { BRICK_SIZE, type BrickPiece, type Vec3, brickInterior } from '../../view';
import type { ChunkLookup } from '../layer-frame';
import { findPieces, piecesOf } from '../volume/bricks/brick-cutter';
import { type BrickWords, STORED_BRICK, brickFormat, wordsPerVoxel } from '../volume/bricks/brick-format';
import type { BrickRecord } from '../volume/bricks/brick-record';
import type { ValueBase } from '../volume/bricks/brick-values';
import { cutBrick, sourceOf } from '../volume/bricks/cut-brick';
import { type Comparison, Digest, isSameWord } from './comparison';

export interface BrickContent {
  readonly words: BrickWords;
  readonly chunks: ChunkLookup;
  readonly base: ValueBase;
}

/** Whether the chunks of the payload of a brick are in memory: it can be compared. */
export function hasBrickChunks(dataset: Dataset, { key }: BrickRecord, chunks: ChunkLookup): boolean {
  return findPieces(dataset, key.level, { pieces: piecesOf(dataset, key), chunks }).isReady;
}

/**
 * Compares words of a stored brick (34³, x fastest) with what its chunks should have brought; its border only where that
 * was complete. `undefined` where a chunk is not in memory any more.
 */
export function compareBrick(
  dataset: Dataset,
  { key, missing }: BrickRecord,
  { words, chunks, base }: BrickContent,
): Comparison | undefined {
  const array = dataset.levels[key.level]?.array;
  const found = findPieces(dataset, key.level, { pieces: piecesOf(dataset, key), chunks });
  if (!array || !found.isReady) return undefined;
  const source = sourceOf(dataset, base, array);
  const expected = cutBrick(source, key, found);
  const perVoxel = wordsPerVoxel(brickFormat(dataset));
  const start = key.brick.map((at) => at * BRICK_SIZE - 1) as unknown as Vec3;
  const rowsOf = ({ low, high }: Pick<BrickPiece, 'low' | 'high'>) =>
    boxRows(moved(low, start), moved(high, start), perVoxel);
  const isSure = missing.length === 0 && found.missing.length === 0;
  const wrong = found.present
    .filter(({ piece }) => isSure || piece.isPayload)
    .filter(({ piece }) => {
      const whole = isSure
        ? piece
        : { low: within(piece.low, array, key), high: within(piece.high, array, key) };
      return !rowsOf(whole).every(([from, to]) => isSameRow(expected, words, from, to));
    })
    .map(({ piece }) => piece.chunk);
  const payload = rowsOf(brickInterior(array, key));
  return { wrong, found: digestOf(words, payload), expected: digestOf(expected, payload) };
}

function moved(at: Vec3, start: Vec3): Vec3 {
  return [at[0] - start[0], at[1] - start[1], at[2] - start[2]];
}

/** The nearest corner of voxels that is not of the border. */
function within(at: Vec3, array: Parameters<typeof brickInterior>[0], key: BrickRecord['key']): Vec3 {
  const { low, high } = brickInterior(array, key);
  const along = (a: 0 | 1 | 2) => Math.min(Math.max(at[a], low[a]), high[a]);
  return [along(0), along(1), along(2)];
}

type WordRow = readonly [from: number, to: number];

/** Rows along x of a box of stored voxels, as words of a whole stored brick. */
function boxRows(low: Vec3, high: Vec3, perVoxel: number): WordRow[] {
  const rows: WordRow[] = [];
  for (let z = low[2]; z < high[2]; z++)
    for (let y = low[1]; y < high[1]; y++) {
      const row = (z * STORED_BRICK + y) * STORED_BRICK;
      rows.push([(row + low[0]) * perVoxel, (row + high[0]) * perVoxel]);
    }
  return rows;
}

function isSameRow(a: BrickWords, b: BrickWords, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (!isSameWord(a[i], b[i])) return false;
  return true;
}

function digestOf(words: BrickWords, rows: readonly WordRow[]): string {
  const digest = new Digest();
  for (const [from, to] of rows) digest.add(words, from, to);
  const [first = [0, 0]] = rows;
  return `${first[1] - first[0]} × ${rows.length}:${digest.toString()}`;
}
