import type { TreeRow } from '../../../app';

/** Keys of rows that are chosen. */
export type ChosenKeys = ReadonlySet<string>;

export function keysOf(keys: Iterable<string>): ChosenKeys {
  return new Set(keys);
}

/** With the key when it was not among them, without it when it was. */
export function toggledKey(chosen: ChosenKeys, key: string): ChosenKeys {
  return chosen.has(key) ? keysOf([...chosen].filter((other) => other !== key)) : keysOf([...chosen, key]);
}

/** Of all rows from one to the other, whichever comes first. */
export function keysBetween(rows: readonly TreeRow[], first: string, last: string): ChosenKeys {
  const keys = rows.map(({ key }) => key);
  const ends = [keys.indexOf(first), keys.indexOf(last)];
  return keysOf(keys.slice(Math.max(0, Math.min(...ends)), Math.max(...ends) + 1));
}
