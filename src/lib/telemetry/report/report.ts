import type { AppErrorCode, AxisType, DType, Evictions, Tuning } from '../../core';

/** How long something took, each time it happened; figures are absent where it never did. */
export interface DurationFigures {
  readonly count: number;
  readonly medianMs?: number;
  readonly p95Ms?: number;
  readonly longestMs?: number;
}

/** What is recorded of data: nothing that tells whose they are. */
export interface DataProperties {
  readonly kind: 'image' | 'labels';
  readonly dimensions: Readonly<Record<AxisType, number>>;
  /** Store order; each rounded up to a power of two. */
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly levels: number;
  /** Store order. */
  readonly chunks: readonly number[];
  /** Of the finest level, not compressed, rounded up to a power of four. */
  readonly bytes: number;
  readonly generated: boolean;
}

export type TaskOutcome = 'done' | 'met' | 'timed-out' | 'skipped' | 'stopped';

export interface TaskTimings {
  readonly firstPictureMs?: number;
  readonly settledMs?: number;
  readonly sharpAgain: DurationFigures;
  readonly inputDelay: DurationFigures;
  readonly inputToFrame: DurationFigures;
  readonly frameGaps: DurationFigures;
}

export interface TaskMemory {
  readonly peakMiB: number;
  readonly gpuPeakMiB: number;
  readonly chunksPeakMiB: number;
  readonly inFlightPeakMiB: number;
}

export interface TaskCache {
  readonly network: number;
  readonly disk: number;
  readonly memory: number;
  readonly generated: number;
  readonly requests: number;
  readonly failed: number;
  readonly aborted: number;
  readonly networkMiB: number;
  /** What went to make room; reports of version 1 and 2 did not tell. */
  readonly evicted?: Evictions;
}

export const interactionKinds = ['drags', 'clicks', 'wheelTurns', 'pinches', 'keys'] as const;
export type InteractionKind = (typeof interactionKinds)[number];

/** A kind of failure: a code, or that the program itself failed. */
export type FailureKind = AppErrorCode | 'unexpected';

/** What a person says after a task. */
export interface Answers {
  /** 1 to 5. */
  readonly rating?: number;
  readonly text?: string;
}

export interface TaskReport extends Answers {
  readonly task: string;
  readonly outcome: TaskOutcome;
  readonly seconds: number;
  readonly settings: TaskSettings;
  readonly data: readonly DataProperties[];
  readonly timings: TaskTimings;
  readonly memory: TaskMemory;
  readonly cache: TaskCache;
  readonly interactions: Readonly<Record<InteractionKind, number>>;
  readonly errors: Readonly<Partial<Record<FailureKind, number>>>;
}

/** The device, as coarsely as it explains times. */
export interface ReportedDevice {
  readonly cores: number;
  readonly memoryGiB?: number;
  readonly pixelRatio: number;
  readonly pointer: 'fine' | 'coarse';
  /** Width and height in CSS pixels, rounded up to multiples of 200. */
  readonly window: readonly [number, number];
  readonly gpu?: { readonly isSoftware: boolean; readonly maxTexture: number };
  /** The largest dataset that was open during the test; absent where none was, and in reports of version 1 and 2. */
  readonly largest?: DataProperties;
}

/** By which constants was planned, loaded and kept: a preset, and what differed from it. */
export interface ReportedTuning {
  /** Version of the names and units of constants; those of files of a tuning have the same. */
  readonly version: 1;
  /** See `strategyName`. */
  readonly name: string;
  readonly preset: 'progressive' | 'one-level';
  readonly changed: Readonly<Partial<Record<keyof Tuning, number | boolean>>>;
}

/** What the app takes a device for, by its pointer and screen. */
export type ReportedDeviceClass = 'desktop' | 'tablet' | 'phone';

/** What was drawn on, when a task ended. */
export interface ReportedPicture {
  readonly mode: '2d' | '3d';
  /** How layers shared it. */
  readonly layout: 'stacked' | 'grid' | 'swipe';
  /** Width and height in CSS pixels, rounded up to multiples of 200. */
  readonly size: readonly [number, number];
  /** Device pixels that were drawn for a CSS pixel. */
  readonly pixelRatio: number;
}

/** What was in force when a task ended. What is optional, reports of version 1 did not have. */
export interface TaskSettings {
  readonly memoryLimitMiB: number;
  readonly quality: number;
  readonly tuning: ReportedTuning;
  readonly device?: ReportedDeviceClass;
  readonly picture?: ReportedPicture;
  /** Limit, quality or tuning were others at some time since the task began, its start state opened. */
  readonly haveChanged?: boolean;
}

/** A user test as it is saved; its schema is `static/schemas/user-test-report-3.json`. */
export interface UserTestReport {
  readonly userTestReport: 3;
  /** Eight hexadecimal digits, drawn by chance. */
  readonly id: string;
  readonly test: string;
  readonly variant?: string;
  readonly app: string;
  /** Such as '2026-11-27'. */
  readonly day: string;
  readonly device: ReportedDevice;
  readonly tasks: readonly TaskReport[];
  /** What the recorder itself took, of all times from one frame to the next. */
  readonly recorder: { readonly ownMs: number; readonly betweenFramesMs: number };
}

/** A report of version 1, which told settings once, as they were when the test ended. */
export interface FirstUserTestReport extends Omit<UserTestReport, 'userTestReport' | 'tasks'> {
  readonly userTestReport: 1;
  readonly settings: Pick<TaskSettings, 'memoryLimitMiB' | 'quality'> & {
    readonly tuning: Omit<ReportedTuning, 'name'>;
  };
  readonly tasks: readonly Omit<TaskReport, 'settings'>[];
}
