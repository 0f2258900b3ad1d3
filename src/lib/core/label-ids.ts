import type { Dataset } from './dataset';
import { type DType, isFloat } from './dtype';

/** What of a dataset says how its voxels are kept and read. */
export type VoxelKind = Pick<Dataset, 'dtype' | 'labels'>;

/** A dataset of which something may be held. */
export type HeldDataset = VoxelKind & Pick<Dataset, 'id'>;

/** Whether the voxels of a dataset name objects. Numbers that are no integers never do. */
export function isLabels({ dtype, labels }: VoxelKind): boolean {
  return labels !== undefined && !isFloat(dtype);
}

/**
 * Returns the label that a voxel holds, as 64 bits in two's complement: −1 is the same label in every signed type. 0 is none.
 */
export function labelOf(voxel: number | bigint): bigint {
  return BigInt.asUintN(64, BigInt(voxel));
}

/** Reads a label written as a decimal number, as {@link labelOf} gives it; `undefined` for what no 64 bits can hold. */
export function parseLabel(text: string): bigint | undefined {
  if (!/^-?\d{1,20}$/.test(text.trim())) return undefined;
  const value = BigInt(text.trim());
  return value < -(2n ** 63n) || value >= 2n ** 64n ? undefined : labelOf(value);
}

/** Writes a label as voxels of a type have it. */
export function labelText(label: bigint, dtype: DType): string {
  return (dtype.startsWith('int') ? BigInt.asIntN(64, label) : label).toString();
}
