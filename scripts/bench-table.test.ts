import { describe, expect, it } from 'vitest';
import { compareLines, formatTables, parseLines } from './bench-table.mjs';

const run = [
  { case: 'walk', requests: 300, vainMiB: 1.234, longTasks: 0 },
  { case: 'decode-zstd', decodedMiBPerSecond: 512.4 },
];

describe('the table of a run', () => {
  it('has a table for each kind of case, with the figures that it has', () => {
    expect(formatTables(run)).toBe(
      [
        '| case | requests | in vain MiB | long tasks |',
        '| ---- | -------: | ----------: | ---------: |',
        '| walk |      300 |        1.23 |          0 |',
        '',
        '| case        | decoded MiB/s |',
        '| ----------- | ------------: |',
        '| decode-zstd |           512 |',
      ].join('\n'),
    );
  });

  it('is read from lines of JSON among others', () => {
    const text = `Running 2 tests\n{"machine":"two cores"}\n${JSON.stringify(run[0])}\n`;
    expect(parseLines(text)).toEqual([run[0]]);
  });
});

describe('a comparison', () => {
  it('divides each figure by the earlier one, and says what was nothing before', () => {
    const earlier = [{ case: 'walk', requests: 600, vainMiB: 0, longTasks: 0 }];
    const [, , row] = compareLines(run, earlier).split('\n');
    expect(row?.split('|').map((cell) => cell.trim())).toEqual(['', 'walk', '×0.5', '1.23 (0)', '=', '']);
  });

  it('leaves out what the earlier run had not', () => {
    expect(compareLines(run, [{ case: 'pan', requests: 1 }])).toMatch(/none of these cases/);
  });
});
