import type { NumericArray } from '../../../core';
import type { BrickWords } from './brick-format';

/** A line of voxels in a chunk: where it starts, how far apart they are in the data, and how many there are. */
export interface BrickLine {
  readonly start: number;
  readonly stride: number;
  readonly count: number;
}

/** Writes a line of voxels, less the base, from word `at` on. */
export type EncodeBrickLine = (data: NumericArray, line: BrickLine, words: BrickWords, at: number) => void;
