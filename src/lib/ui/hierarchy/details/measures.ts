import { formatLocale, hierarchy as t } from '../../../messages';
import { unitSymbol } from '../../text/units';

/** Lengths in words. */
export interface Measures {
  readonly value: string;
  /** The unit of all of them, said more quietly after them. Absent where each has its own. */
  readonly more?: string;
}

/**
 * Returns lengths along several axes with their units, `undefined` for an axis without one: the unit once where all have the same,
 * else each length with its own.
 */
export function measuresOf(lengths: readonly number[], units: readonly (string | undefined)[]): Measures {
  const [first] = units;
  const symbols = units.map((unit) => (unit === undefined ? '' : unitSymbol(unit)));
  if (units.every((unit) => unit === first))
    return { value: lengths.map(lengthText).join(' × '), more: symbols[0] || t.withoutUnit };
  return {
    value: lengths.map((length, axis) => `${lengthText(length)} ${symbols[axis] ?? ''}`.trim()).join(' × '),
  };
}

/** With as many digits as tell lengths apart. */
function lengthText(length: number): string {
  return Number(length.toPrecision(5)).toLocaleString(formatLocale, { maximumSignificantDigits: 5 });
}
