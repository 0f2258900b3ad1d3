import { dtypeRange, type DType } from '../../../core';

/** A window cut to what the type can hold. */
export function withinType(contrast: readonly [number, number], dtype: DType): readonly [number, number] {
  const range = dtypeRange(dtype);
  if (!range) return contrast;
  const [low, high] = contrast.map((limit) => Math.min(Math.max(limit, range[0]), range[1]));
  return [low ?? range[0], high ?? range[1]];
}

/** The slider's ends follow a contrast that was typed beyond them. */
export function spanning(
  range: readonly [number, number] | undefined,
  contrast: readonly [number, number],
): readonly [number, number] {
  return range ? [Math.min(range[0], contrast[0]), Math.max(range[1], contrast[1])] : contrast;
}
