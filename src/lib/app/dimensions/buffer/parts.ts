/** Part of a long computation: it goes on when it is asked to. */
export type Parts<Result> = Generator<undefined, Result>;

/** Items that are worked on between two looks at the clock. */
export const BATCH = 32;
