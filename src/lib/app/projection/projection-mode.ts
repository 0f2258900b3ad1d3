import { dtypeRange, type DType } from '../../core';

/** What a thick slice shows of the voxels that lie behind one another; 'none': the one at the slider. */
export type ProjectionMode = 'none' | ThickMode;
export type ThickMode = 'sum' | 'mean' | 'max' | 'min';

/** In the order of menus. */
const projectionModes: readonly ProjectionMode[] = ['none', 'max', 'min', 'mean', 'sum'];

/** Returns the modes that a kind of layer has, in the order of menus: names of objects are not added up, and points not at all. */
export function projectionsOf(kind: 'image' | 'labels' | 'points'): readonly ProjectionMode[] {
  // Of points all that lie within a thick slice are shown.
  if (kind === 'points') return ['none'];
  return projectionModes.filter((mode) => kind === 'image' || (mode !== 'sum' && mode !== 'mean'));
}

/** Float32 holds all whole numbers up to here. */
const MAX_EXACT_FLOAT32 = 2 ** 24;
const float32Types: readonly DType[] = ['float16', 'float32'];

/**
 * Returns the type of what a mode makes of voxels of a type. The extremes are voxels themselves. A sum of at most `count`
 * voxels keeps every whole number: in float32 as far as that goes, since it takes half the memory, else in float64. A mean
 * is float32 where its voxels have 16 bits at most or are float32 themselves, as numpy's is, else float64.
 */
export function projectedDType(dtype: DType, mode: ThickMode, count: number): DType {
  if (mode !== 'sum' && mode !== 'mean') return dtype;
  if (float32Types.includes(dtype)) return 'float32';
  const range = dtypeRange(dtype);
  if (!range) return 'float64';
  const largest = Math.max(Math.abs(range[0]), range[1]);
  if (mode === 'mean') return largest < 2 ** 16 ? 'float32' : 'float64';
  return largest * count <= MAX_EXACT_FLOAT32 ? 'float32' : 'float64';
}
