import type { DurationFigures, TaskReport, TaskSettings, UserTestReport } from './report';

const never: DurationFigures = { count: 0 };

/** What a desktop begins with. */
export function taskSettings(more: Partial<TaskSettings> = {}): TaskSettings {
  return {
    ...{ memoryLimitMiB: 512, quality: 1, device: 'desktop', haveChanged: false },
    tuning: { version: 1, name: 'progressive', preset: 'progressive', changed: {} },
    picture: { mode: '2d', layout: 'stacked', size: [1200, 800], pixelRatio: 1 },
    ...more,
  };
}

/** A task of a report in which nothing happened. */
export function taskReport(task: string, more: Partial<TaskReport> = {}): TaskReport {
  return {
    task,
    outcome: 'done',
    seconds: 1,
    settings: taskSettings(),
    data: [],
    timings: { sharpAgain: never, inputDelay: never, inputToFrame: never, frameGaps: never },
    memory: { peakMiB: 0, gpuPeakMiB: 0, chunksPeakMiB: 0, inFlightPeakMiB: 0 },
    cache: {
      ...{ network: 0, disk: 0, memory: 0, generated: 0 },
      ...{ requests: 0, failed: 0, aborted: 0, networkMiB: 0 },
      evicted: { gpu: 0, chunks: 0, disk: 0 },
    },
    interactions: { drags: 0, clicks: 0, wheelTurns: 0, pinches: 0, keys: 0 },
    errors: {},
    ...more,
  };
}

/** A report of the tasks given. */
export function userTestReport(
  tasks: readonly TaskReport[],
  more: Partial<UserTestReport> = {},
): UserTestReport {
  return {
    userTestReport: 3,
    id: '0123abcd',
    test: 'cells',
    app: '0.1.0',
    day: '2026-11-27',
    device: { cores: 2, pixelRatio: 1, pointer: 'fine', window: [1200, 800] },
    tasks,
    recorder: { ownMs: 0, betweenFramesMs: 0 },
    ...more,
  };
}
