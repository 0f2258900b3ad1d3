/** Returns where `value` lies between `min` and `max`, clamped to 0–1; 0 when there is no range. */
export function fractionOf(value: number, min: number, max: number): number {
  if (!(max > min)) return 0;
  return Math.min(1, Math.max(0, (value - min) / (max - min)));
}

/** Returns a window of the same width, moved by `delta` as far as the range allows. */
export function movedWindow(
  [low, high]: readonly [number, number],
  delta: number,
  [min, max]: readonly [number, number],
): [number, number] {
  const allowed = Math.min(Math.max(delta, min - low), max - high);
  return [low + allowed, high + allowed];
}

/** Step of a slider over whole numbers (1, or a thousandth of a wide range) or over real ones (a thousandth). */
export function sliderStep([min, max]: readonly [number, number], isWhole: boolean): number {
  const fine = (max - min) / 1000;
  if (!isWhole) return fine > 0 ? fine : 1;
  return max - min <= 65535 ? 1 : Math.ceil(fine);
}
