import type {
  Answers,
  ComparedRow,
  DocumentFault,
  Measure,
  PlotAxis,
  TaskFile,
  UserTask,
  UserTestReport,
} from '../../telemetry';

export type {
  Answers,
  DurationFigures,
  RatingQuestion,
  TaskFile,
  TaskOutcome,
  TaskReport,
  UserTask,
  UserTestReport,
} from '../../telemetry';
export type { ComparedRow, ComparedSettings, Measure, PlotAxis } from '../../telemetry';

/** Why a file of tasks, or a report, cannot be used. */
export type UserTestProblem =
  | DocumentFault
  /** The address is none that a file can be read from. */
  | { readonly kind: 'address' }
  /** What checks such files could not be loaded. */
  | { readonly kind: 'no-reader' }
  /** No answer that this page may read. */
  | { readonly kind: 'unreachable'; readonly host: string }
  | { readonly kind: 'http'; readonly host: string; readonly status: number }
  /** What a task is to open cannot be read as a link. */
  | { readonly kind: 'start'; readonly task: string }
  /** Several files of tasks at once, or one while another is being done. */
  | { readonly kind: 'one-at-a-time' };

/** Where a user test stands. */
export type UserTestStage =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading' }
  /** The address is in a private network: it is read after a click. */
  | { readonly kind: 'ask'; readonly host: string }
  | { readonly kind: 'problem'; readonly problem: UserTestProblem }
  | { readonly kind: 'consent'; readonly tasks: TaskFile }
  /** A person does a task, or is asked about it. `at` counts from 0. */
  | {
      readonly kind: 'task' | 'questions';
      readonly tasks: TaskFile;
      readonly task: UserTask;
      readonly at: number;
    }
  | { readonly kind: 'review'; readonly report: UserTestReport; readonly isSaved: boolean }
  | { readonly kind: 'compare' };

/** A file that is no report, among those that were to be compared. */
export interface RefusedFile {
  readonly name: string;
  readonly problem: UserTestProblem;
}

/** Reports of one test by one measure: rows to plot, and the axis that holds them. */
export interface Comparison {
  readonly rows: readonly ComparedRow[];
  readonly axis: PlotAxis;
}

/**
 * User tests: tasks that a person is led through, what is recorded meanwhile, and reports beside each other. Nothing is
 * recorded before {@link accept}, nothing is ever sent, and what was recorded is in this page's memory alone until it is
 * saved. Properties are reactive.
 */
export interface UserTests {
  readonly stage: UserTestStage;
  /** That are compared; no two have one id. */
  readonly reports: readonly UserTestReport[];
  /** Of the files that were added last. */
  readonly refused: readonly RefusedFile[];
  /** What reports are compared by. */
  readonly measures: readonly Measure[];

  /** Reads the file of tasks that the page's address names, once. */
  openAddress(): Promise<void>;
  /** The click that an address in a private network waits for. */
  openAnyway(): Promise<void>;
  /** Takes a file of tasks, or reports to compare. */
  addFiles(files: readonly File[]): Promise<void>;
  /** The person agrees: the recorder is loaded, and the first task begins. Rejects when it cannot be loaded. */
  accept(): Promise<void>;
  endTask(outcome: 'done' | 'skipped'): void;
  /** Answers what is asked after a task, and goes on. */
  answer(answers: Answers): void;
  /** Ends the test early, with what was recorded so far. */
  stop(): void;
  /** Forgets what was recorded, or what is compared, and closes; reports that were there before are compared then. */
  discard(): void;
  /** What {@link save} writes. */
  text(format: 'json' | 'csv'): string;
  save(format: 'json' | 'csv'): void;
  /** Shows reports beside each other; first the one that is reviewed. */
  compare(): void;
  removeReport(id: string): void;
  /** Of the reports of one test that are open. */
  comparison(test: string, measure: Measure): Comparison;
}

/** The way to user tests, before any of them is loaded. */
export interface UserTestEntry {
  /** The address names a user test, one was dropped on the page, or reports are to be compared: set to show them. Reactive. */
  isOpen: boolean;
  /** Loads what leads through user tests. Nothing is recorded yet. */
  load(): Promise<UserTests>;
}
