import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENTRY_WORDS, findColor, makeColorTable } from './color-table';

const byte = fc.nat(255);
const colors = fc.uniqueArray(
  fc.record({ label: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), rgba: fc.tuple(byte, byte, byte, byte) }),
  { selector: ({ label }) => label, maxLength: 300 },
);

describe('makeColorTable', () => {
  it('finds every label among 64 bits, and no other', () => {
    fc.assert(
      fc.property(colors, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (list, stranger) => {
        const table = makeColorTable(list.map(({ label, rgba }) => ({ label: label.toString(), rgba })));
        for (const { label, rgba } of list) expect(findColor(table, label)).toEqual(rgba);
        const known = list.some(({ label }) => label === stranger);
        if (!known) expect(findColor(table, stranger)).toBeUndefined();
      }),
    );
  });

  it('knows negative labels by their 64 bits', () => {
    const table = makeColorTable([{ label: '-1', rgba: [1, 2, 3, 4] }]);
    expect(findColor(table, 2n ** 64n - 1n)).toEqual([1, 2, 3, 4]);
  });

  it('takes the last of two colours, and leaves out what is no label', () => {
    const table = makeColorTable([
      { label: '5', rgba: [1, 1, 1, 255] },
      { label: '5', rgba: [2, 2, 2, 255] },
      { label: '18446744073709551616', rgba: [9, 9, 9, 9] },
    ]);
    expect(findColor(table, 5n)).toEqual([2, 2, 2, 255]);
    expect(findColor(table, 0n)).toBeUndefined();
  });

  it('keeps within its bytes, and finds what it kept', () => {
    const many = Array.from({ length: 100_000 }, (_, i) => ({
      label: (BigInt(i) << 33n).toString(),
      rgba: [i & 255, (i >> 8) & 255, 7, 255] as const,
    }));
    const table = makeColorTable(many);
    expect(table.words.byteLength).toBe(2 ** 20);
    expect(table.words.length / ENTRY_WORDS).toBe(2 ** 16);
    expect(findColor(table, 1000n << 33n)).toEqual([1000 & 255, 3, 7, 255]);
    expect(findColor(table, 99_999n << 33n)).toBeUndefined();
    expect(table.probes).toBeLessThan(64);
  });
});
