import { expect, it } from 'vitest';
import { knownNames } from './known-names';

interface Options {
  readonly scale?: number;
  readonly overlays?: boolean;
}

const read = (options: unknown) => knownNames('capture', options as Options, ['scale', 'overlays']);

it('options are passed on, and absent ones are none', () => {
  expect(read({ scale: 2 })).toEqual({ scale: 2 });
  expect(read(undefined)).toEqual({});
});

it.each([
  [{ scale: 2, scael: 1 }, /capture has no option scael; there are scale and overlays/],
  [null, /not null/],
  [2, /not 2/],
])('%j is refused by name', (options, words) => {
  expect(() => read(options)).toThrow(words);
});
