import {
  interactionKinds,
  type ReportedDeviceClass,
  type TaskReport,
  type TaskSettings,
  type UserTestReport,
} from '../report/report';

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

/** What of the settings of tasks differs among those that are compared; empty where nothing does. */
export interface ComparedSettings {
  /** Name of the strategy. */
  readonly tuning?: string;
  readonly quality?: number;
  readonly memoryLimitMiB?: number;
  readonly device?: ReportedDeviceClass;
}

/** What reports of one variant say of a task, done with one kind of settings. */
export interface ComparedRow {
  readonly task: string;
  readonly variant?: string;
  readonly settings: ComparedSettings;
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

/**
 * Rows to plot: tasks in the order of the first report that has them, and for each its variants and the settings that
 * it was done with. What was done with different settings is never in one row.
 */
export function compareReports(reports: readonly UserTestReport[], measure: Measure): ComparedRow[] {
  const done = reports.flatMap(({ id, variant, tasks }) => tasks.map((task) => ({ id, variant, task })));
  const apart = partsApart(done.map(({ task }) => task.settings));
  const rank = ranks(done.map(({ task }) => task.task));
  const variantRank = ranks(done.map(({ variant }) => variant));
  const rows = groups(done, ({ variant, task }) =>
    JSON.stringify([task.task, variant, settingsOf(task.settings, apart)]),
  );
  return rows
    .map(([first, ...others]) => {
      const { variant, task } = first;
      const values = [first, ...others].flatMap(({ id, task: one }) => {
        const value = measured(one, measure);
        return value === undefined ? [] : [{ report: id, value }];
      });
      const middle = median(values.map(({ value }) => value));
      return {
        ...{ task: task.task, settings: settingsOf(task.settings, apart), values },
        ...(variant !== undefined && { variant }),
        ...(middle !== undefined && { median: middle }),
      };
    })
    .sort(
      (a, b) =>
        (rank.get(a.task) ?? 0) - (rank.get(b.task) ?? 0) ||
        (variantRank.get(a.variant) ?? 0) - (variantRank.get(b.variant) ?? 0),
    );
}

const partOf = {
  tuning: ({ tuning }: TaskSettings) => tuning.name,
  quality: ({ quality }: TaskSettings) => quality,
  memoryLimitMiB: ({ memoryLimitMiB }: TaskSettings) => memoryLimitMiB,
  device: ({ device }: TaskSettings) => device,
} as const;
const parts = Object.keys(partOf) as readonly (keyof ComparedSettings)[];

/** What of settings is not the same everywhere. */
function partsApart(all: readonly TaskSettings[]): readonly (keyof ComparedSettings)[] {
  return parts.filter((part) => new Set(all.map((settings) => partOf[part](settings))).size > 1);
}

function settingsOf(settings: TaskSettings, apart: readonly (keyof ComparedSettings)[]): ComparedSettings {
  return Object.fromEntries(
    apart.flatMap((part) => {
      const value = partOf[part](settings);
      return value === undefined ? [] : [[part, value]];
    }),
  );
}

/** Those with one key together, in the order of the first of each. */
function groups<T>(values: readonly T[], keyOf: (value: T) => string): [T, ...T[]][] {
  const byKey = new Map<string, [T, ...T[]]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = byKey.get(key);
    if (group) group.push(value);
    else byKey.set(key, [value]);
  }
  return [...byKey.values()];
}

/** At which place each value comes first. */
function ranks<T>(values: readonly T[]): ReadonlyMap<T, number> {
  return new Map([...new Set(values)].map((value, at) => [value, at]));
}

/** Ends of an axis from 0 that holds all values, and steps of 1, 2 or 5 to mark on it; for ratings 1 to 5. */
export function axisFor(rows: readonly ComparedRow[], measure: Measure): PlotAxis {
  if (measure === 'rating') return { from: 1, to: 5, ticks: [1, 2, 3, 4, 5] };
  const most = Math.max(0, ...rows.flatMap(({ values }) => values.map(({ value }) => value)));
  // A stranger's file may say what no test takes; numbers beyond these are no steps any more.
  const step = niceStep((most > 1e-9 ? Math.min(most, 1e300) : 1) / 4);
  const count = Math.max(1, Math.ceil(Math.min(most, 1e300) / step - 1e-9));
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
