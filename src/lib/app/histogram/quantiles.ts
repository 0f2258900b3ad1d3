import type { ValuePart } from './bin-values';

/**
 * Returns the values below which these shares (0–1) of all finite ones lie, as float64; `undefined` when there are none. 0 is
 * the smallest, 1 the largest.
 */
export function quantiles(parts: readonly ValuePart[], shares: readonly number[]): number[] | undefined {
  const single: { value: number; count: number }[] = [];
  let length = 0;
  for (const part of parts)
    if ('values' in part) length += part.values.length;
    else if (part.count > 0 && Number.isFinite(Number(part.value)))
      single.push({ value: Number(part.value), count: part.count });
  const sorted = sortedValues(parts, length);
  single.sort((a, b) => a.value - b.value);
  const total = single.reduce((sum, { count }) => sum + count, sorted.length);
  if (total === 0) return undefined;
  return shares.map((share) => valueOfRank(sorted, single, Math.round(share * (total - 1))));
}

function sortedValues(parts: readonly ValuePart[], length: number): Float64Array {
  const all = new Float64Array(length);
  let end = 0;
  for (const part of parts) {
    if (!('values' in part)) continue;
    for (const value of part.values) {
      const number = Number(value);
      if (Number.isFinite(number)) all[end++] = number;
    }
  }
  return all.subarray(0, end).sort();
}

/** The value at a place of the order of both lists together. */
function valueOfRank(
  sorted: Float64Array,
  single: readonly { readonly value: number; readonly count: number }[],
  rank: number,
): number {
  let before = 0;
  for (const { value, count } of single) {
    const own = rank - before;
    if (own < 0) break;
    const smaller = countBelow(sorted, value);
    if (own < smaller) break;
    if (own < smaller + count) return value;
    before += count;
  }
  return sorted[rank - before] ?? single.at(-1)?.value ?? NaN;
}

/** How many of a sorted list are smaller. */
function countBelow(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
