import type { NumericArray } from '../../../core';
import { type BrickFormat, type BrickWords, isLabelFormat, wordsPerVoxel } from './brick-format';
import { bitsOf } from './label-bricks';

/** Bits of a label's high word that an entry of the page table holds of a brick that is stored nowhere. */
const UNIFORM_HIGH_BITS = 25;

/** What values a brick holds, as stored. */
export interface ValueRange {
  /** Infinity and −Infinity when there is no number among them. */
  readonly min: number;
  readonly max: number;
  /** Some voxels are not a number. */
  readonly hasNaN: boolean;
  /**
   * Of labels, whose numbers above may be rounded: the words of the only one, or null when there are several, or when it is
   * so large that a brick of it must be stored. Absent for all but labels.
   */
  readonly label?: readonly [number, number] | null;
}

/** Returns the smallest and the largest of stored voxels. */
export function valueRange(format: BrickFormat, words: BrickWords): ValueRange {
  if (isLabelFormat(format) && !(words instanceof Float32Array))
    return labelWordsRange(words, wordsPerVoxel(format));
  return format === 'rg8unorm' ? pairsRange(words) : wordsRange(words);
}

function wordsRange(words: BrickWords): ValueRange {
  let [min, max, hasNaN] = [Infinity, -Infinity, false];
  for (let i = 0; i < words.length; i++) {
    const value = words[i] ?? 0;
    if (value < min) min = value;
    if (value > max) max = value;
    if (value !== value) hasNaN = true;
  }
  return { min, max, hasNaN };
}

function pairsRange(words: BrickWords): ValueRange {
  let [min, max] = [Infinity, -Infinity];
  for (let i = 0; i < words.length; i += 2) {
    const value = (words[i] ?? 0) * 256 + (words[i + 1] ?? 0);
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max, hasNaN: false };
}

/** {@link ValueRange} of voxels that are labels. */
export function labelRange(voxels: NumericArray): ValueRange {
  const words = bitsOf(voxels);
  return labelWordsRange(words, words.length / voxels.length);
}

/** {@link ValueRange} of labels as stored, read as unsigned numbers, which may be rounded beyond 2^53. */
function labelWordsRange(words: Exclude<BrickWords, Float32Array>, perVoxel: number): ValueRange {
  const [firstLow = 0, firstHigh = 0] = [words[0], perVoxel === 2 ? words[1] : 0];
  let [min, max, isSame] = [Infinity, -Infinity, firstHigh < 2 ** UNIFORM_HIGH_BITS];
  for (let i = 0; i < words.length; i += perVoxel) {
    const low = words[i] ?? 0;
    const high = perVoxel === 2 ? (words[i + 1] ?? 0) : 0;
    const value = high * 2 ** 32 + low;
    if (value < min) min = value;
    if (value > max) max = value;
    isSame &&= low === firstLow && high === firstHigh;
  }
  return { min, max, hasNaN: false, label: isSame ? [firstLow, firstHigh] : null };
}

/** Whether all voxels are the same, or none is a number, so that the brick needs no room. */
export function isUniform({ min, max, hasNaN, label }: ValueRange): boolean {
  if (label !== undefined) return label !== null;
  return hasNaN ? min > max : min === max;
}

export function joinRanges(a: ValueRange, b: ValueRange): ValueRange {
  const [min, max] = [Math.min(a.min, b.min), Math.max(a.max, b.max)];
  return { min, max, hasNaN: a.hasNaN || b.hasNaN, ...joinLabels(a, b) };
}

/** A range of no voxels yet knows of no label. */
function joinLabels({ label: a }: ValueRange, { label: b }: ValueRange): Pick<ValueRange, 'label'> {
  const either = a ?? b;
  if (either === undefined || (a === undefined) !== (b === undefined)) {
    const known = a === undefined ? b : a;
    return known === undefined ? {} : { label: known };
  }
  const isSame = a && b && a[0] === b[0] && a[1] === b[1];
  return { label: isSame ? a : null };
}
