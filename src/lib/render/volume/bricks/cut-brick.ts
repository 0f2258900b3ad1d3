import { type ChunkArray, type LevelArray, type VoxelKind, isLabels } from '../../../core';
import { BRICK_SIZE, type BrickKey, type BrickPiece, type Vec3, brickInterior } from '../../../view';
import {
  type BrickWords,
  STORED_BRICK,
  STORED_VOXELS,
  brickFormat,
  makeBrickWords,
  wordsPerVoxel,
} from './brick-format';
import { type ValueBase, brickEncoder, parseVoxel } from './brick-values';
import { labelVoxel } from './label-bricks';

/** A piece of a brick that is here: its chunk, or 'empty' where every voxel is the fill value. */
export interface PresentPiece {
  readonly piece: BrickPiece;
  readonly chunk: ChunkArray | 'empty';
}

/** What bricks of a level are cut from. */
export interface BrickSource extends VoxelKind {
  readonly base: ValueBase;
  readonly array: LevelArray;
}

/** What bricks of a level of a dataset are cut from. */
export function sourceOf({ dtype, labels }: VoxelKind, base: ValueBase, array: LevelArray): BrickSource {
  return { dtype, base, array, ...(labels && { labels }) };
}

/** Voxels of a stored brick, half open: 0 is the border before the payload. */
export interface StoredBox {
  readonly low: Vec3;
  readonly high: Vec3;
}

/**
 * Cuts a whole stored brick, x fastest. All of its payload must be present; where a piece of the border is missing, and
 * beyond the level, the nearest voxel is repeated.
 */
export function cutBrick(
  source: BrickSource,
  key: BrickKey,
  pieces: { readonly present: readonly PresentPiece[]; readonly missing: readonly BrickPiece[] },
): BrickWords {
  const words = makeBrickWords(brickFormat(source), STORED_VOXELS);
  const all = { low: [0, 0, 0], high: [STORED_BRICK, STORED_BRICK, STORED_BRICK] } as const;
  for (const present of pieces.present) writePiece(source, key, present, { words, box: all });
  const perVoxel = wordsPerVoxel(brickFormat(source));
  for (const piece of pieces.missing)
    repeatPayload(words, perVoxel, storedBox(source, key, piece), inside(source, key));
  return words;
}

/** Cuts the box that one piece fills, to be written over what was repeated there. */
export function cutBrickPart(
  source: BrickSource,
  key: BrickKey,
  present: PresentPiece,
): { box: StoredBox; words: BrickWords } {
  const box = storedBox(source, key, present.piece);
  const [width, height, depth] = sizeOf(box);
  const words = makeBrickWords(brickFormat(source), width * height * depth);
  writePiece(source, key, present, { words, box });
  return { box, words };
}

/** The stored voxels that a piece fills: its own, and beyond the level those that repeat them. */
function storedBox({ array }: BrickSource, { axes, brick }: BrickKey, piece: BrickPiece): StoredBox {
  const along = (a: 0 | 1 | 2): [number, number] => {
    const start = brick[a] * BRICK_SIZE - 1;
    const isLast = piece.high[a] === (array.shape[axes[a]] ?? 1);
    return [piece.low[a] === 0 ? 0 : piece.low[a] - start, isLast ? STORED_BRICK : piece.high[a] - start];
  };
  const [x, y, z] = [along(0), along(1), along(2)];
  return { low: [x[0], y[0], z[0]], high: [x[1], y[1], z[1]] };
}

/** The payload in stored voxels. */
function inside({ array }: BrickSource, key: BrickKey): StoredBox {
  const { low, high } = brickInterior(array, key);
  return {
    low: [1, 1, 1],
    high: [high[0] - low[0] + 1, high[1] - low[1] + 1, high[2] - low[2] + 1],
  };
}

/** Words of a box of stored voxels, x fastest. */
interface BoxWords {
  readonly words: BrickWords;
  readonly box: StoredBox;
}

function writePiece(source: BrickSource, key: BrickKey, { piece, chunk }: PresentPiece, to: BoxWords): void {
  const filled = storedBox(source, key, piece);
  const perVoxel = wordsPerVoxel(brickFormat(source));
  const encode = brickEncoder(source, source.base);
  const { data, stride } = chunk === 'empty' ? fillChunk(source) : chunk;
  const [sx, sy, sz] = key.axes.map((axis) => stride[axis] ?? 0) as [number, number, number];
  const first = chunk === 'empty' ? 0 : offsetOf(source, key, stride);
  const start = key.brick.map((b) => b * BRICK_SIZE - 1) as [number, number, number];
  const from = (a: 0 | 1 | 2, stored: number): number =>
    Math.min(Math.max(stored + start[a], piece.low[a]), piece.high[a] - 1) - piece.origin[a];
  const x0 = Math.max(filled.low[0], piece.low[0] - start[0]);
  const count = piece.high[0] - start[0] - x0;
  const ends = { from: filled.low[0], first: x0, end: x0 + count, to: filled.high[0], perVoxel };
  const hasEnds = ends.from < ends.first || ends.end < ends.to;
  const [width, height] = sizeOf(to.box);
  const line = { start: 0, stride: sx, count };
  const firstOfRows = first + from(0, x0) * sx;
  for (let z = filled.low[2]; z < filled.high[2]; z++) {
    const firstOfPlane = firstOfRows + from(2, z) * sz;
    const plane = (z - to.box.low[2]) * height - to.box.low[1];
    for (let y = filled.low[1]; y < filled.high[1]; y++) {
      const row = ((plane + y) * width - to.box.low[0]) * perVoxel;
      line.start = firstOfPlane + from(1, y) * sy;
      encode(data, line, to.words, row + x0 * perVoxel);
      if (hasEnds) repeatEnds(to.words, row, ends);
    }
  }
}

/** Where in the data of its chunk the slice of a brick starts. */
function offsetOf({ array }: BrickSource, { slice, axes }: BrickKey, stride: readonly number[]): number {
  let offset = 0;
  array.chunks.forEach((size, axis) => {
    if (!axes.includes(axis)) offset += ((slice[axis] ?? 0) % size) * (stride[axis] ?? 0);
  });
  return offset;
}

function fillChunk(source: BrickSource): ChunkArray {
  const { dtype, array } = source;
  const value = parseVoxel(dtype, array.fillValue);
  const shape = array.shape.map(() => 1);
  const stride = array.shape.map(() => 0);
  if (isLabels(source)) return { data: labelVoxel(dtype, value), shape, stride };
  if (dtype === 'uint64') return { data: BigUint64Array.of(BigInt(value)), shape, stride };
  if (dtype === 'int64') return { data: BigInt64Array.of(BigInt(value)), shape, stride };
  return { data: Float64Array.of(Number(value)), shape, stride };
}

interface RowEnds {
  readonly from: number;
  readonly first: number;
  readonly end: number;
  readonly to: number;
  readonly perVoxel: number;
}

/** Repeats the first and the last voxel of a row towards its ends. */
function repeatEnds(words: BrickWords, row: number, { from, first, end, to, perVoxel }: RowEnds): void {
  const copy = (target: number, source: number): void => {
    for (let w = 0; w < perVoxel; w++)
      words[row + target * perVoxel + w] = words[row + source * perVoxel + w] ?? 0;
  };
  for (let x = from; x < first; x++) copy(x, first);
  for (let x = end; x < to; x++) copy(x, end - 1);
}

/** Fills a box of a whole stored brick with the nearest voxels of its payload. */
function repeatPayload(
  words: BrickWords,
  perVoxel: number,
  { low, high }: StoredBox,
  payload: StoredBox,
): void {
  const near = (a: 0 | 1 | 2, stored: number): number =>
    Math.min(Math.max(stored, payload.low[a]), payload.high[a] - 1);
  for (let z = low[2]; z < high[2]; z++)
    for (let y = low[1]; y < high[1]; y++) {
      const to = (z * STORED_BRICK + y) * STORED_BRICK;
      const from = (near(2, z) * STORED_BRICK + near(1, y)) * STORED_BRICK;
      for (let n = low[0] * perVoxel; n < high[0] * perVoxel; n++) {
        const x = Math.floor(n / perVoxel);
        words[to * perVoxel + n] = words[(from + near(0, x)) * perVoxel + (n % perVoxel)] ?? 0;
      }
    }
}

function sizeOf({ low, high }: StoredBox): Vec3 {
  return [high[0] - low[0], high[1] - low[1], high[2] - low[2]];
}
