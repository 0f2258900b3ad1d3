import type { DType } from '../../core';
import type { ParameterReader } from './parameter-reader';

/** The types that chunks can be made in. */
export const generatedDTypes = [
  'uint8',
  'int8',
  'uint16',
  'int16',
  'uint32',
  'int32',
  'uint64',
  'int64',
  'float32',
  'float64',
] as const satisfies readonly DType[];

export type GeneratedDType = (typeof generatedDTypes)[number];

/**
 * How a coarse voxel follows from level 0:
 *
 * - `mean`: the mean of the level-0 voxels it covers; one that sticks out of the image averages only what exists
 * - `decimate`: every F-th voxel
 * - `sample`: the formula at the coarse voxel's centre
 * - `max`: the greatest of the level-0 voxels it covers
 */
export type Pyramid = 'mean' | 'decimate' | 'sample' | 'max';

export type AxisName = 't' | 'c' | 'z' | 'y' | 'x';

/** The extent and type of a generated image: what the parameters that all generators share come to. */
export interface GeneratedImage {
  /** Those present, always in the order t, c, z, y, x. */
  readonly axes: readonly AxisName[];
  /** Of level 0, store axis order. */
  readonly shape: readonly number[];
  readonly levels: number;
  /** Edge of a chunk on the spatial axes; it is 1 on the others. */
  readonly tile: number;
  readonly factor: number;
  readonly dtype: GeneratedDType;
  readonly pyramid: Pyramid;
  /** False leaves the levels' offsets out of the metadata. */
  readonly hasTranslation: boolean;
}

/** The values of one level. */
export interface LevelFormula {
  /**
   * Writes the values of `row.length` voxels along the last axis, the first of them at `index` (store axis order).
   * They are not yet floored, wrapped or rounded to the image's type.
   */
  writeRow(row: Float64Array, index: readonly number[]): void;

  /**
   * The one value of a box of voxels from `index` on, both in store axis order, where that is known without a visit to
   * each. Offsets of rows are not in it, so only a formula without them may have it.
   */
  sharedValue?(index: readonly number[], shape: readonly number[]): number | undefined;

  /** A whole number that belongs to every value of the row at `index`, apart so that 64-bit sums stay exact. */
  rowOffset?(index: readonly number[]): number;
}

export interface Formula {
  /** Contrast window for the omero metadata; absent where the viewer's own choice is as good. */
  readonly window?: readonly [number, number];
  /** Its values name objects: the metadata say so. */
  readonly isLabels?: boolean;
  /** What a value of a row stands for in a 64-bit integer type, where that may be more than a float64 holds exactly. */
  readonly exact?: (value: number) => bigint;
  atLevel(level: number): LevelFormula;
}

/** One kind of generated image. */
export interface Generator {
  readonly name: string;
  /** Those it takes besides the common ones. */
  readonly parameters: readonly string[];
  /** The first is the default. */
  readonly pyramids: readonly [Pyramid, ...Pyramid[]];
  readonly dtype: GeneratedDType;
  /** Spatial axes where neither `space` nor `shape` is given. */
  readonly space: 2 | 3;
  /** Where neither `levels` nor `shape` is given. */
  readonly levels: number;
  /** Where `tile` is not given: for two spatial axes, and for three. */
  readonly tile: { readonly 2: number; readonly 3: number };
  configure(parameters: ParameterReader, image: GeneratedImage): Formula;
}
