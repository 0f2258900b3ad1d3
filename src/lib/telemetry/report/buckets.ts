/** Rounds up to a power of `base`; 0 for nothing. What is more than a number holds is the largest power that one does. */
export function upToPower(value: number, base: 2 | 4): number {
  if (!(value > 0)) return 0;
  const largest = base === 2 ? 1023 : 511;
  let exponent = Math.min(largest, Math.max(0, Math.ceil(Math.log(value) / Math.log(base))));
  // Logarithms are not exact.
  while (exponent > 0 && base ** (exponent - 1) >= value) exponent--;
  while (exponent < largest && base ** exponent < value) exponent++;
  return base ** exponent;
}

/** Rounds up to a multiple. */
export function upToMultiple(value: number, step: number): number {
  return value > 0 ? Math.ceil(value / step) * step : 0;
}

/** Keeps one decimal: more would tell devices apart and not times. */
export function rounded(value: number): number {
  return Math.max(0, Math.round(value * 10) / 10);
}

export function mebibytes(bytes: number): number {
  return rounded(bytes / 2 ** 20);
}
