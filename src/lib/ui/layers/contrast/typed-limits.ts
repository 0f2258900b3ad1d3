/** A lower and an upper limit as typed, each absent when it is as the picture has it. */
export type TypedLimits = readonly [number | undefined, number | undefined];

/** What becomes of a limit that was typed. */
export interface LimitEntry {
  /** What the picture takes; absent while the limits are upside down. */
  readonly contrast?: readonly [number, number];
  /** What the fields keep until the other one is typed too. */
  readonly typed: TypedLimits;
}

/**
 * Takes a limit typed into one field. It never changes what stands in the other: a lower limit above the upper one waits
 * until that is typed too.
 */
export function enterLimit(
  side: 'low' | 'high',
  value: number,
  { typed, contrast }: { readonly typed: TypedLimits; readonly contrast: readonly [number, number] },
): LimitEntry {
  const [low, high] = side === 'low' ? [value, typed[1] ?? contrast[1]] : [typed[0] ?? contrast[0], value];
  if (low <= high) return { contrast: [low, high], typed: [undefined, undefined] };
  return { typed: side === 'low' ? [value, typed[1]] : [typed[0], value] };
}
