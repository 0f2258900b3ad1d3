import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvText } from './csv';

/** Reads CSV by RFC 4180. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let [row, rest] = [[] as string[], text];
  while (rest !== '') {
    const [whole = '', quoted, plain, end] = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest) ?? [];
    if (whole === '') throw new Error(`No field at ${JSON.stringify(rest.slice(0, 20))}.`);
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    rest = rest.slice(whole.length);
    if (end === '\r\n') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', '=', '+', '-', '@', '\t', ' ', "'", '1', 'a') }),
);

it('gives each field back as it was, but for the apostrophe before formulas', () => {
  const row = fc.array(anyText, { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 4 }), (rows) => {
      const read = readCsv(csvText(rows));
      expect(read.map((fields) => fields.length)).toEqual(rows.map((fields) => fields.length));
      for (const [at, fields] of rows.entries())
        for (const [column, field] of fields.entries())
          expect([field, `'${field}`]).toContain(read[at]?.[column]);
    }),
  );
});

it('leaves no text that a spreadsheet would take for a formula', () => {
  const formula = fc
    .tuple(
      fc.constantFrom('', ' ', '\n', '\u00a0'),
      fc.constantFrom('=', '+', '-', '@', '\t', '\r', '＝'),
      anyText,
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(formula, (text) => {
      const [[field = ''] = []] = readCsv(csvText([[text]]));
      expect(field.startsWith("'")).toBe(true);
      expect(field.slice(1)).toBe(text);
    }),
  );
});

it('keeps negative numbers numbers', () => {
  expect(csvText([['a', -1.5, '-1.5']])).toBe("a,-1.5,'-1.5\r\n");
});
