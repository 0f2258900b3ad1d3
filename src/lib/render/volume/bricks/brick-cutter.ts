import type { ChunkKey, Dataset } from '../../../core';
import { type BrickKey, type BrickPiece, brickPieces } from '../../../view';
import type { ChunkLookup } from '../../layer-frame';
import { type BrickWords, STORED_VOXELS, brickFormat, makeBrickWords } from './brick-format';
import { parseVoxel, storedValue } from './brick-values';
import { type BrickSource, type PresentPiece, type StoredBox, cutBrick, cutBrickPart } from './cut-brick';
import { type ValueRange, isUniform, joinRanges, valueRange } from './value-range';

/** What of a brick is here. */
export interface FoundPieces {
  readonly present: readonly PresentPiece[];
  readonly missing: readonly BrickPiece[];
  /** All of the payload is here. */
  readonly isReady: boolean;
  /** A chunk of the payload failed to load. */
  readonly isFailed: boolean;
  /** A chunk of the payload that is not here; absent when all are. */
  readonly waitsFor?: ChunkKey;
}

/** A brick as it is to be kept: words only when its voxels differ. */
export interface CutBrick {
  readonly words?: BrickWords;
  readonly range: ValueRange;
  readonly isEmpty: boolean;
  readonly missing: readonly BrickPiece[];
}

/** Looks up the chunks of some pieces of a brick; stops at the first of the payload that is not here. */
export function findPieces(
  { id }: Dataset,
  level: number,
  { pieces, chunks }: { readonly pieces: readonly BrickPiece[]; readonly chunks: ChunkLookup },
): FoundPieces {
  const present: PresentPiece[] = [];
  const missing: BrickPiece[] = [];
  for (const piece of [...pieces].sort((a, b) => Number(b.isPayload) - Number(a.isPayload))) {
    const key: ChunkKey = { dataset: id, level, index: piece.chunk };
    const chunk = chunks.get(key);
    const state = chunk ? 'ready' : chunks.stateOf(key);
    if (chunk) present.push({ piece, chunk });
    else if (state === 'empty') present.push({ piece, chunk: 'empty' });
    else if (piece.isPayload)
      return { present, missing, isReady: false, isFailed: state === 'failed', waitsFor: key };
    else missing.push(piece);
  }
  return { present, missing, isReady: present.length > 0, isFailed: false };
}

/** Returns the pieces of a brick; none while its level is not open. */
export function piecesOf({ levels }: Dataset, key: BrickKey): readonly BrickPiece[] {
  const array = levels[key.level]?.array;
  return array ? brickPieces(array, key) : [];
}

/** Cuts a brick whose payload is here. */
export function cutFound(source: BrickSource, key: BrickKey, found: FoundPieces): CutBrick {
  const { missing } = found;
  const fill = fillValue(source);
  if (found.present.every(({ chunk }) => chunk === 'empty'))
    return { range: rangeOf(fill), isEmpty: true, missing };
  const words = cutBrick(source, key, found);
  const range = valueRange(brickFormat(source.dtype), words);
  if (!isUniform(range)) return { words, range, isEmpty: false, missing };
  return { range, isEmpty: Object.is(range.min > range.max ? NaN : range.min, fill), missing };
}

/** Cuts the parts of the border that have come, and tells what values they bring. */
export function cutBorder(
  source: BrickSource,
  key: BrickKey,
  present: readonly PresentPiece[],
): { parts: { box: StoredBox; words: BrickWords }[]; range: ValueRange } {
  const parts = present.map((piece) => cutBrickPart(source, key, piece));
  const format = brickFormat(source.dtype);
  const range = parts.reduce<ValueRange>((all, { words }) => joinRanges(all, valueRange(format, words)), {
    min: Infinity,
    max: -Infinity,
    hasNaN: false,
  });
  return { parts, range };
}

/** Returns the words of a brick of one value. */
export function uniformWords({ dtype }: BrickSource, value: number): BrickWords {
  const format = brickFormat(dtype);
  const words = makeBrickWords(format, STORED_VOXELS);
  if (format !== 'rg8unorm') return words.fill(value);
  for (let i = 0; i < words.length; i += 2) {
    words[i] = value >> 8;
    words[i + 1] = value & 0xff;
  }
  return words;
}

function fillValue({ dtype, base, array }: BrickSource): number {
  return storedValue(parseVoxel(dtype, array.fillValue), base);
}

function rangeOf(value: number): ValueRange {
  const isNaN = Number.isNaN(value);
  return { min: isNaN ? Infinity : value, max: isNaN ? -Infinity : value, hasNaN: isNaN };
}
