import fc from 'fast-check';
import { expect, it } from 'vitest';
import { taskReport, taskSettings, userTestReport } from '../report/report.fixture';
import { axisFor, compareReports, measured, measures } from './compare';

const report = (id: string, variant: string | undefined, seconds: readonly number[]) =>
  userTestReport(
    seconds.map((value, at) => taskReport(`task-${String(at + 1)}`, { seconds: value })),
    { id, ...(variant !== undefined && { variant }) },
  );

it('puts the variants of a task beside each other, with their medians', () => {
  const rows = compareReports(
    [report('a', 'slow', [10, 3]), report('b', 'fast', [4]), report('c', 'slow', [20])],
    'seconds',
  );
  expect(rows).toEqual([
    {
      ...{ task: 'task-1', variant: 'slow', settings: {}, median: 15 },
      values: [
        { report: 'a', value: 10 },
        { report: 'c', value: 20 },
      ],
    },
    { task: 'task-1', variant: 'fast', settings: {}, median: 4, values: [{ report: 'b', value: 4 }] },
    { task: 'task-2', variant: 'slow', settings: {}, median: 3, values: [{ report: 'a', value: 3 }] },
  ]);
});

it('keeps apart what was done with other settings, and tells of them what differs', () => {
  const tuning = { version: 1, preset: 'one-level', changed: {}, name: 'one-level' } as const;
  const done = (id: string, first: object, second: object) =>
    userTestReport(
      [first, second].map((more, at) =>
        taskReport(`task-${String(at + 1)}`, { settings: taskSettings(more), seconds: at + 1 }),
      ),
      { id },
    );
  const rows = compareReports(
    [done('a', {}, { tuning }), done('b', {}, { tuning, quality: 0.5 }), done('c', { tuning }, { tuning })],
    'seconds',
  );
  expect(
    rows.map(({ task, settings, values }) => [task, settings, values.map(({ report }) => report)]),
  ).toEqual([
    ['task-1', { tuning: 'progressive', quality: 1 }, ['a', 'b']],
    ['task-1', { tuning: 'one-level', quality: 1 }, ['c']],
    ['task-2', { tuning: 'one-level', quality: 1 }, ['a', 'c']],
    ['task-2', { tuning: 'one-level', quality: 0.5 }, ['b']],
  ]);
});

it('takes time in proportion to what it is given, however different all of it is', () => {
  const reports = Array.from({ length: 200 }, (_, at) =>
    userTestReport(
      Array.from({ length: 50 }, (__, task) => taskReport(`t${String(at)}-${String(task)}`)),
      { id: String(at), variant: `v${String(at)}` },
    ),
  );
  const startedMs = performance.now();
  expect(compareReports(reports, 'seconds').length).toBe(10_000);
  expect(performance.now() - startedMs).toBeLessThan(5000);
});

it('leaves out what was not measured, and keeps its row', () => {
  const rows = compareReports([report('a', undefined, [1])], 'rating');
  expect(rows).toEqual([{ task: 'task-1', settings: {}, values: [] }]);
});

it('finds each measure in a task that has all of them', () => {
  const figures = { count: 1, medianMs: 1, p95Ms: 1, longestMs: 1 };
  const full = taskReport('one', {
    rating: 3,
    timings: {
      ...{ firstPictureMs: 1, settledMs: 1 },
      ...{ sharpAgain: figures, inputDelay: figures, inputToFrame: figures, frameGaps: figures },
    },
    errors: { network: 2, http: 1 },
  });
  expect(measures.filter((measure) => measured(full, measure) === undefined)).toEqual([]);
  expect(measured(full, 'errors')).toBe(3);
});

it('has an axis that holds every value, with few round marks', () => {
  for (const most of [0, 0.3, 1, 7, 99.9, 100, 12345]) {
    const { from, to, ticks } = axisFor(
      compareReports([report('a', undefined, [most])], 'seconds'),
      'seconds',
    );
    expect([from, to >= most, ticks.length <= 6, ticks.at(-1)]).toEqual([0, true, true, to]);
  }
  fc.assert(
    fc.property(fc.double({ min: 0, max: Number.MAX_VALUE, noNaN: true }), (most) => {
      const { to, ticks } = axisFor(compareReports([report('a', undefined, [most])], 'seconds'), 'seconds');
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(to).toBeGreaterThanOrEqual(Math.min(most, 1e300) * (1 - 1e-9));
      expect(Number.isFinite(to)).toBe(true);
      expect(new Set(ticks).size).toBe(ticks.length);
    }),
  );
  expect(axisFor([], 'rating')).toEqual({ from: 1, to: 5, ticks: [1, 2, 3, 4, 5] });
});
