import { interactionKinds, type TaskReport, type UserTestReport } from '../report/report';

/** What reports are compared by; all but ratings and counts in milliseconds, seconds or MiB, as the name says. */
export const measures = [
  'seconds',
  'rating',
  'firstPictureMs',
  'settledMs',
  'sharpAgainMs',
  'inputDelayMs',
  'inputToFrameMs',
  'frameGapMs',
  'peakMiB',
  'requests',
  'networkMiB',
  'interactions',
  'errors',
] as const;
export type Measure = (typeof measures)[number];

/** One report's value for a task. */
export interface ComparedValue {
  readonly report: string;
  readonly value: number;
}

/** What reports of one variant say of a task. */
export interface ComparedRow {
  readonly task: string;
  readonly variant?: string;
  /** In the order of the reports; those that have none are left out. */
  readonly values: readonly ComparedValue[];
  /** Absent when there is no value. */
  readonly median?: number;
}

/** Ends of an axis, and what is marked on it. */
export interface PlotAxis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
}

const valueOf: Readonly<Record<Measure, (task: TaskReport) => number | undefined>> = {
  seconds: ({ seconds }) => seconds,
  rating: ({ rating }) => rating,
  firstPictureMs: ({ timings }) => timings.firstPictureMs,
  settledMs: ({ timings }) => timings.settledMs,
  sharpAgainMs: ({ timings }) => timings.sharpAgain.medianMs,
  inputDelayMs: ({ timings }) => timings.inputDelay.p95Ms,
  inputToFrameMs: ({ timings }) => timings.inputToFrame.p95Ms,
  frameGapMs: ({ timings }) => timings.frameGaps.p95Ms,
  peakMiB: ({ memory }) => memory.peakMiB,
  requests: ({ cache }) => cache.requests,
  networkMiB: ({ cache }) => cache.networkMiB,
  interactions: ({ interactions }) => sum(interactionKinds.map((kind) => interactions[kind])),
  errors: ({ errors }) => sum(Object.values(errors)),
};

/** Returns what a task of a report measures; absent when it was not measured. */
export function measured(task: TaskReport, measure: Measure): number | undefined {
  return valueOf[measure](task);
}

/** Rows to plot: tasks in the order of the first report that has them, and for each its variants. */
export function compareReports(reports: readonly UserTestReport[], measure: Measure): ComparedRow[] {
  const tasks = unique(reports.flatMap((report) => report.tasks.map(({ task }) => task)));
  const variants = unique(reports.map(({ variant }) => variant));
  return tasks.flatMap((task) =>
    variants.flatMap((variant) => {
      const own = reports.filter((report) => report.variant === variant);
      const found = own.flatMap(({ id, tasks: done }) =>
        done.filter((one) => one.task === task).map((one) => ({ id, one })),
      );
      if (found.length === 0) return [];
      const values = found.flatMap(({ id, one }) => {
        const value = measured(one, measure);
        return value === undefined ? [] : [{ report: id, value }];
      });
      const middle = median(values.map(({ value }) => value));
      return [
        {
          task,
          values,
          ...(variant !== undefined && { variant }),
          ...(middle !== undefined && { median: middle }),
        },
      ];
    }),
  );
}

/** Ends of an axis from 0 that holds all values, and steps of 1, 2 or 5 to mark on it; for ratings 1 to 5. */
export function axisFor(rows: readonly ComparedRow[], measure: Measure): PlotAxis {
  if (measure === 'rating') return { from: 1, to: 5, ticks: [1, 2, 3, 4, 5] };
  const most = Math.max(0, ...rows.flatMap(({ values }) => values.map(({ value }) => value)));
  const step = niceStep((most > 0 ? most : 1) / 4);
  const count = Math.max(1, Math.ceil(most / step - 1e-9));
  return { from: 0, to: count * step, ticks: Array.from({ length: count + 1 }, (_, at) => at * step) };
}

/** The smallest of 1, 2 and 5 times a power of ten that is not less. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5].find((one) => one * power >= least * (1 - 1e-9)) ?? 10;
  return factor * power;
}

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
