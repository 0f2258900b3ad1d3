import type { NumericArray } from '../../core';

/** Bins at most. */
export const MAX_BINS = 256;

/** Values that are counted: read ones, or one that `count` voxels have. */
export type ValuePart =
  { readonly values: NumericArray } | { readonly value: number | bigint; readonly count: number };

/** How often values occur. All counts but that of what is no number together are `finite`. */
export interface Histogram {
  /** Bin `i` counts values from `low + i · width` up to the next bin, `low + counts.length · width` being the end of the last. */
  readonly counts: Uint32Array;
  readonly low: number;
  readonly width: number;
  /** Values below the first bin, and above the last. */
  readonly below: number;
  readonly above: number;
  readonly finite: number;
}

/**
 * Counts values in bins over `range`, both ends included. Of whole numbers every bin holds equally many, so that none
 * stands out for what it holds; of others there are {@link MAX_BINS}. What is no finite number is left out.
 */
export function binValues(
  parts: readonly ValuePart[],
  [from, to]: readonly [number, number],
  { isWhole }: { readonly isWhole: boolean },
): Histogram {
  const bins = isWhole ? wholeBins(from, to) : realBins(from, to);
  const counts = new Uint32Array(bins.count);
  let [below, above] = [0, 0];
  const add = (value: number | bigint, times: number): void => {
    const bin = bins.of(value);
    if (Number.isNaN(bin)) return;
    if (bin < 0) below += times;
    else if (bin >= bins.count) above += times;
    else counts[bin] = (counts[bin] ?? 0) + times;
  };
  for (const part of parts)
    if ('values' in part) for (const value of part.values) add(value, 1);
    else add(part.value, part.count);
  const finite = counts.reduce((sum, count) => sum + count, below + above);
  return { counts, low: bins.low, width: bins.width, below, above, finite };
}

interface Bins {
  readonly count: number;
  readonly low: number;
  readonly width: number;
  /** Which bin a value is in; below 0 and from `count` on when in none, NaN when it is no finite number. */
  readonly of: (value: number | bigint) => number;
}

/** Exact for whole numbers of any size: 64-bit ones are compared and divided as such. */
function wholeBins(from: number, to: number): Bins {
  const low = BigInt(Math.floor(from));
  const span = BigInt(Math.ceil(to)) - low + 1n;
  const width = (span + BigInt(MAX_BINS) - 1n) / BigInt(MAX_BINS);
  const count = Number((span + width - 1n) / width);
  const [lowNumber, widthNumber] = [Number(low), Number(width)];
  const ofBig = (value: bigint): number => {
    if (value < low) return -1;
    const bin = (value - low) / width;
    return bin < count ? Number(bin) : count;
  };
  const of = (value: number | bigint): number =>
    typeof value === 'bigint' ? ofBig(value) : Math.floor((value - lowNumber) / widthNumber);
  return { count, low: lowNumber, width: widthNumber, of };
}

function realBins(from: number, to: number): Bins {
  const width = to > from ? (to - from) / MAX_BINS : 1;
  const of = (value: number | bigint): number => {
    const number = Number(value);
    if (!Number.isFinite(number)) return NaN;
    if (number < from) return -1;
    if (number > to) return MAX_BINS;
    return Math.min(MAX_BINS - 1, Math.floor((number - from) / width));
  };
  return { count: MAX_BINS, low: from, width, of };
}
