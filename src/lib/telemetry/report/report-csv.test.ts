import { expect, it } from 'vitest';
import { reportsCsv } from './report-csv';
import { taskReport, userTestReport } from './report.fixture';

it('has a row for each task, and a cell for each column', () => {
  const text = reportsCsv([
    userTestReport([
      taskReport('find', { rating: 4, errors: { network: 2, unexpected: 1 } }),
      taskReport('zoom'),
    ]),
    userTestReport([taskReport('find')], { id: 'ffff0000', variant: 'slow' }),
  ]);
  const [heading = '', ...rows] = text.trimEnd().split('\r\n');
  const cellsOf = (line: string) => line.split(',');
  expect(rows.map((row) => cellsOf(row).length)).toEqual(rows.map(() => cellsOf(heading).length));
  const at = (row: number, name: string) => cellsOf(rows[row] ?? '')[cellsOf(heading).indexOf(name)];
  expect([0, 1, 2].map((row) => [at(row, 'report'), at(row, 'variant'), at(row, 'task')])).toEqual([
    ['0123abcd', '', 'find'],
    ['0123abcd', '', 'zoom'],
    ['ffff0000', 'slow', 'find'],
  ]);
  expect([at(0, 'rating'), at(1, 'rating'), at(0, 'errors')]).toEqual(['4', '', 'network=2 unexpected=1']);
  expect(at(0, 'settings.tuning')).toBe('progressive');
});

it('names the constants in force by their preset and what differs from it', () => {
  const changed = { standIns: false, stillMs: 90 };
  const tuning = { version: 1, preset: 'one-level', changed } as const;
  const settings = { memoryLimitMiB: 512, quality: 1, tuning };
  expect(reportsCsv([userTestReport([taskReport('find')], { settings })])).toContain(
    ',one-level standIns=false stillMs=90,',
  );
});

it('keeps an answer that looks like a formula a text', () => {
  const text = reportsCsv([userTestReport([taskReport('find', { text: '=HYPERLINK("http://evil","x")' })])]);
  expect(text).toContain(`"'=HYPERLINK(""http://evil"",""x"")"`);
});
