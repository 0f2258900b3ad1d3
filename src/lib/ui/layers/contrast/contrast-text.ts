import { steppedText, valueText, wholeText } from '../../text/numbers';

/** Returns a contrast limit with as many decimals as its range calls for, so that a drag does not change its width. */
export function contrastText(value: number, [min, max]: readonly [number, number]): string {
  const span = max - min;
  if (Number.isInteger(min) && Number.isInteger(max) && span > 2) return wholeText(Math.round(value));
  if (span >= 1e-4 && span < 1e6) return steppedText(value, 10 ** (Math.floor(Math.log10(span)) - 2));
  return valueText(value);
}
