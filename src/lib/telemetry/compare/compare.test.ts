import { expect, it } from 'vitest';
import { taskReport, userTestReport } from '../report/report.fixture';
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
      ...{ task: 'task-1', variant: 'slow', median: 15 },
      values: [
        { report: 'a', value: 10 },
        { report: 'c', value: 20 },
      ],
    },
    { task: 'task-1', variant: 'fast', median: 4, values: [{ report: 'b', value: 4 }] },
    { task: 'task-2', variant: 'slow', median: 3, values: [{ report: 'a', value: 3 }] },
  ]);
});

it('leaves out what was not measured, and keeps its row', () => {
  const rows = compareReports([report('a', undefined, [1])], 'rating');
  expect(rows).toEqual([{ task: 'task-1', values: [] }]);
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
  expect(axisFor([], 'rating')).toEqual({ from: 1, to: 5, ticks: [1, 2, 3, 4, 5] });
});
