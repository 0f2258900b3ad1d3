import { expect, it } from 'vitest';
import { reportsCsv } from './report-csv';
import { taskReport, taskSettings, userTestReport } from './report.fixture';

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

it('names the strategy of each task, and what of it differs from its preset', () => {
  const changed = { standIns: false, stillMs: 90 };
  const tuning = { version: 1, name: 'one-level-a9978b', preset: 'one-level', changed } as const;
  const tasks = [taskReport('find', { settings: taskSettings({ tuning }) }), taskReport('zoom')];
  const [, find, zoom] = reportsCsv([userTestReport(tasks)]).split('\r\n');
  expect(find).toContain(
    ',512,1,one-level-a9978b,standIns=false stillMs=90,desktop,2d,stacked,1200×800,1,false,',
  );
  expect(zoom).toContain(',512,1,progressive,,desktop,');
});

it('keeps an answer that looks like a formula a text', () => {
  const text = reportsCsv([userTestReport([taskReport('find', { text: '=HYPERLINK("http://evil","x")' })])]);
  expect(text).toContain(`"'=HYPERLINK(""http://evil"",""x"")"`);
});
