import { type DType, dtypeRange, labelOf } from '../../core';
import type { ColorTable } from './color-table';

/** How the objects of a labels layer are shown. */
export interface LabelsFrame {
  readonly colors: ColorTable;
  /** Another one gives other colours to all labels that metadata gives none, 0–2³² − 1. */
  readonly seed: number;
  /** As `labelOf` gives it; its outline is white. */
  readonly selected?: bigint;
  /** Only what is selected is shown; nothing when nothing is. */
  readonly showSelectedOnly: boolean;
  /** Width of what is drawn along the border of each label, in CSS pixels, `MAX_CONTOUR_PX` at most; 0 fills them. */
  readonly contourPx: number;
}

/** Wider contours are drawn as wide as this. */
export const MAX_CONTOUR_PX = 32;

const HAS_SELECTED = 1;
const SHOWS_SELECTED_ONLY = 2;

/** What is added to signed values of a type to store them in order: low word, and what the high word is flipped by. */
function signOf(dtype: DType): readonly [number, number] {
  if (dtype === 'int64') return [0, 0x80000000];
  return [dtype.startsWith('int') ? -(dtypeRange(dtype)?.[0] ?? 0) : 0, 0];
}

/**
 * Returns the words that `labelsShader` reads of a layer: sign, sign, seed, flags; selected label, first entry of its colours,
 * entries of them (0 for none); looks that it takes to find one, the selected label as it is stored, as a float32.
 */
export function labelWords(
  dtype: DType,
  { colors, seed, selected, showSelectedOnly }: LabelsFrame,
  table: { readonly start: number; readonly entries: number },
): number[] {
  const flags = (selected === undefined ? 0 : HAS_SELECTED) + (showSelectedOnly ? SHOWS_SELECTED_ONLY : 0);
  const low = Number((selected ?? 0n) & 0xffffffffn);
  const high = Number((selected ?? 0n) >> 32n);
  const stored = new Uint32Array(Float32Array.of(storedLabel(dtype, selected ?? 0n)).buffer)[0] ?? 0;
  return [
    ...[...signOf(dtype), seed >>> 0, flags],
    ...[low, high, table.start, table.entries],
    ...[colors.probes, stored, 0, 0],
  ];
}

/** A label as the voxels of a type hold it, read as an unsigned number; rounded beyond 2^53. */
function storedLabel(dtype: DType, label: bigint): number {
  const range = dtypeRange(dtype);
  const bits = range ? Math.round(Math.log2(range[1] - range[0])) : 64;
  return Number(BigInt.asUintN(Math.max(1, bits), labelOf(label)));
}
