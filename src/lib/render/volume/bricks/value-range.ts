import type { BrickFormat, BrickWords } from './brick-format';

/** What values a brick holds, as stored. */
export interface ValueRange {
  /** Infinity and −Infinity when there is no number among them. */
  readonly min: number;
  readonly max: number;
  /** Some voxels are not a number. */
  readonly hasNaN: boolean;
}

/** Returns the smallest and the largest of stored voxels. */
export function valueRange(format: BrickFormat, words: BrickWords): ValueRange {
  let [min, max, hasNaN] = [Infinity, -Infinity, false];
  const step = format === 'rg8unorm' ? 2 : 1;
  for (let i = 0; i < words.length; i += step) {
    const first = words[i] ?? 0;
    const value = step === 2 ? first * 256 + (words[i + 1] ?? 0) : first;
    if (value < min) min = value;
    if (value > max) max = value;
    hasNaN ||= value !== value;
  }
  return { min, max, hasNaN };
}

/** Whether all voxels are the same, or none is a number. */
export function isUniform({ min, max, hasNaN }: ValueRange): boolean {
  return hasNaN ? min > max : min === max;
}

export function joinRanges(a: ValueRange, b: ValueRange): ValueRange {
  return { min: Math.min(a.min, b.min), max: Math.max(a.max, b.max), hasNaN: a.hasNaN || b.hasNaN };
}
