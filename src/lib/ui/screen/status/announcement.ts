/** Words that still change within this time are not worth saying, milliseconds. */
export const QUIET_MS = 400;
/** … but while they keep changing, what they are is said this often all the same. */
export const AT_LEAST_EVERY_MS = 3000;
/** Two announcements are at least this far apart, so that neither cuts the other off. */
export const APART_MS = 1000;

/** When words came about, on one clock in milliseconds. */
export interface Announcement {
  readonly nowMs: number;
  /** When something was said last; -Infinity before that. */
  readonly saidMs: number;
  /** Since when what is to be said differs from what was said. */
  readonly unsaidMs: number;
}

/**
 * Returns how long to wait, in milliseconds, before words that have just changed are said: a screen reader that is told of each step
 * of a move says none of them to the end.
 */
export function announcementDelay({ nowMs, saidMs, unsaidMs }: Announcement): number {
  const settled = Math.min(nowMs + QUIET_MS, Math.max(nowMs, unsaidMs + AT_LEAST_EVERY_MS));
  return Math.max(settled, saidMs + APART_MS) - nowMs;
}
