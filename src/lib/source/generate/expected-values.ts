import { makeDecodedArray, type NumericArray } from '../../core';
import { convertRow } from './chunk-values';
import { parseGeneratorLocation } from './generators';

/** The truth about a generated image, voxel by voxel, for those who check what came of it. */
export interface ExpectedValues {
  /** What it is called, such as 'ramp'. */
  readonly generator: string;
  /**
   * Returns the values of `length` voxels along the last axis, from one at `index` on (store axis order), as chunks hold
   * them: 64-bit integers as bigint. Indices need not be inside the level: what lies beyond follows the same formula.
   */
  row(level: number, index: readonly number[], length: number): NumericArray;
}

/** What the voxels of a `gen:` location should hold; throws an AppError `bad-location` for any other. */
export function expectedValues(location: string): ExpectedValues {
  const { name, image, formula } = parseGeneratorLocation(location);
  const { dtype } = image;
  return {
    generator: name,
    row(level, index, length) {
      const row = new Float64Array(length);
      const target = makeDecodedArray(dtype, length);
      const atLevel = formula.atLevel(level);
      atLevel.writeRow(row, index);
      convertRow(row, target, { dtype, exact: formula.exact, offset: atLevel.rowOffset?.(index) ?? 0 });
      return target;
    },
  };
}
