/** When a task ends by itself: once all that is given holds. */
export interface EndCondition {
  /** The coarsest level that a layer shows is this one, or a finer. */
  readonly level?: number;
  /** Screen pixels per world unit, at least. */
  readonly zoom?: number;
  readonly mode?: '2d' | '3d';
  /** World coordinates from and to, by the name of an axis: of the middle of the picture, or of the slice. */
  readonly within?: Readonly<Record<string, readonly [number, number]>>;
}

/** What is asked after a task, answered from 1 to 5. */
export interface RatingQuestion {
  readonly question: string;
  readonly lowest?: string;
  readonly highest?: string;
}

/** One thing that a person is asked to do. */
export interface UserTask {
  readonly id: string;
  readonly prompt: string;
  /** A link, or its part from `?` on; absent: what is open stays. */
  readonly start?: string;
  readonly end?: EndCondition;
  readonly maxSeconds?: number;
  /** Absent: a question of the app's own; false: none. */
  readonly rating?: RatingQuestion | false;
  /** Absent: a question of the app's own; false: none. */
  readonly question?: string | false;
}

/** What a facilitator wrote; its schema is `static/schemas/user-test-1.json`. */
export interface TaskFile {
  readonly userTest: 1;
  readonly id: string;
  readonly variant?: string;
  readonly title: string;
  readonly introduction?: string;
  readonly tasks: readonly UserTask[];
}
