import { type ChunkKey, type Dataset, isLabels } from '../../../core';
import { type BrickKey, type BrickPiece, brickPieces } from '../../../view';
import type { ChunkLookup } from '../../layer-frame';
import { type BrickWords, STORED_VOXELS, brickFormat, makeBrickWords, wordsPerVoxel } from './brick-format';
import { uniformValue } from './brick-record';
import { parseVoxel, storedValue } from './brick-values';
import { type BrickSource, type PresentPiece, type StoredBox, cutBrick, cutBrickPart } from './cut-brick';
import { labelVoxel } from './label-bricks';
import { type ValueRange, isUniform, joinRanges, labelRange, valueRange } from './value-range';

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
  const fill = fillRange(source);
  if (found.present.every(({ chunk }) => chunk === 'empty') && isUniform(fill))
    return { range: fill, isEmpty: true, missing };
  const words = cutBrick(source, key, found);
  const range = valueRange(brickFormat(source), words);
  if (!isUniform(range)) return { words, range, isEmpty: false, missing };
  return { range, isEmpty: isSameRange(range, fill), missing };
}

/** Cuts the parts of the border that have come, and tells what values they bring. */
export function cutBorder(
  source: BrickSource,
  key: BrickKey,
  present: readonly PresentPiece[],
): { parts: { box: StoredBox; words: BrickWords }[]; range: ValueRange } {
  const parts = present.map((piece) => cutBrickPart(source, key, piece));
  const format = brickFormat(source);
  const range = parts.reduce<ValueRange>((all, { words }) => joinRanges(all, valueRange(format, words)), {
    min: Infinity,
    max: -Infinity,
    hasNaN: false,
  });
  return { parts, range };
}

/** Returns the words of a brick of one value. */
export function uniformWords(source: BrickSource, range: ValueRange): BrickWords {
  const format = brickFormat(source);
  const words = makeBrickWords(format, STORED_VOXELS);
  const value = uniformValue({ range });
  if (wordsPerVoxel(format) === 1) return words.fill(range.label?.[0] ?? value);
  const [first, second] = range.label ?? [value >> 8, value & 0xff];
  for (let i = 0; i < words.length; i += 2) {
    words[i] = first;
    words[i + 1] = second;
  }
  return words;
}

/** What a brick holds that the store leaves out. */
function fillRange(source: BrickSource): ValueRange {
  const { dtype, base, array } = source;
  const value = parseVoxel(dtype, array.fillValue);
  if (isLabels(source)) return labelRange(labelVoxel(dtype, value));
  return rangeOf(storedValue(value, base));
}

function isSameRange(a: ValueRange, b: ValueRange): boolean {
  if (a.label && b.label) return a.label[0] === b.label[0] && a.label[1] === b.label[1];
  return Object.is(uniformValue({ range: a }), uniformValue({ range: b }));
}

function rangeOf(value: number): ValueRange {
  const isNaN = Number.isNaN(value);
  return { min: isNaN ? Infinity : value, max: isNaN ? -Infinity : value, hasNaN: isNaN };
}
