import type { FailureKind } from '../report/report';

/** Something that failed. */
export interface SeenFailure {
  /** What two sights of one failure have in common: the name of a chunk, else the error itself. */
  readonly subject: unknown;
  readonly kind: FailureKind;
}

/** Tells the failures of a task one by one, each once, in however many places and however often it is seen. */
export class FailureCount {
  readonly #seen: Set<unknown>;

  /** `before`: what had failed when the task began, which is not part of it. */
  constructor(before: readonly SeenFailure[]) {
    this.#seen = new Set(before.map(({ subject }) => subject));
  }

  /** Returns what kinds of failures there are among some that were not there before. */
  take(failures: readonly SeenFailure[]): FailureKind[] {
    return failures.flatMap(({ subject, kind }) => {
      if (this.#seen.has(subject)) return [];
      this.#seen.add(subject);
      return [kind];
    });
  }
}
