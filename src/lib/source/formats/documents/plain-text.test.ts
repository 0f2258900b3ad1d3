import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainText } from './plain-text';

it.each([
  ['em', 'em'],
  ['two words', 'two words'],
  ['  a \t b\n', 'a b'],
  ['a\u202eb', 'a b'],
  ['\u200b', ''],
  ['\ud800x', 'x'],
  ['', ''],
])('foreign text %j is %j', (value, line) => {
  expect(plainText(value, 20)).toBe(line);
});

it('is cut between characters', () => {
  expect([plainText('abcdef', 3), plainText('ab\u{1f600}', 3)]).toEqual(['abc', 'ab']);
});

it('is the same whether all of it is plain already or a break before it has to go', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40, unit: 'binary' }), (value) => {
      expect(plainText(value, 90)).toBe(plainText(`\n${value}`, 90));
    }),
  );
  fc.assert(
    fc.property(fc.string({ maxLength: 40, unit: fc.constantFrom('a', '~', ' ', '\t', '.') }), (value) => {
      expect(plainText(value, 90)).toBe(plainText(`\n${value}`, 90));
    }),
  );
});
