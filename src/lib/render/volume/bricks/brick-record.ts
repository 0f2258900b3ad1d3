import type { BrickKey, BrickPiece } from '../../../view';
import type { ValueRange } from './value-range';

/** What is known of one brick: it is on the GPU, or all of its voxels are the same and it needs no room there. */
export interface BrickRecord {
  readonly key: BrickKey;
  /** Where it is stored; absent when its voxels are all the same. */
  readonly slot?: number;
  /** Of its voxels and its border, as stored. */
  readonly range: ValueRange;
  /** Every voxel is the fill value: `range.min`, or NaN when that is none. */
  readonly isEmpty: boolean;
  /** Parts of the border whose chunks were not here; what is stored there repeats the payload. */
  readonly missing: readonly BrickPiece[];
}

/** The value of a brick that is stored nowhere; of labels see `range.label`. */
export function uniformValue({ range }: Pick<BrickRecord, 'range'>): number {
  return range.min > range.max ? NaN : range.min;
}
