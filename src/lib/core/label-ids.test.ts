import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLabels, labelOf, labelText, parseLabel } from './label-ids';

describe('a label', () => {
  it('is written and read exactly, to the last of 64 bits', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        expect(parseLabel(value.toString())).toBe(labelOf(value));
        expect(labelText(labelOf(value), 'int64')).toBe(value.toString());
        const unsigned = BigInt.asUintN(64, value);
        expect(labelText(labelOf(unsigned), 'uint64')).toBe(unsigned.toString());
      }),
    );
  });

  it('is no number beyond 64 bits, and no other text', () => {
    for (const text of ['', '1.5', '1e3', '0x10', '18446744073709551616', '-9223372036854775809', 'one'])
      expect(parseLabel(text), text).toBeUndefined();
    expect(parseLabel(' 18446744073709551615 ')).toBe(2n ** 64n - 1n);
  });

  it('is never what a float holds', () => {
    const labels = { colors: [], properties: [] };
    expect(isLabels({ dtype: 'float32', labels })).toBe(false);
    expect(isLabels({ dtype: 'bool', labels })).toBe(true);
    expect(isLabels({ dtype: 'uint8' })).toBe(false);
  });
});
