import { formatLocale, text as t } from '../../messages';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const day = new Intl.DateTimeFormat(formatLocale, { day: 'numeric', month: 'short' });
const dayAndYear = new Intl.DateTimeFormat(formatLocale, { day: 'numeric', month: 'short', year: 'numeric' });
const full = new Intl.DateTimeFormat(formatLocale, { dateStyle: 'long', timeStyle: 'short' });

/** Returns how long ago something was, in as few words as tell it from others: '5 min ago', 'yesterday', '3 Nov'. */
export function agoText(thenMs: number, nowMs: number): string {
  const elapsedMs = nowMs - thenMs;
  if (elapsedMs < MINUTE_MS) return t.justNow;
  if (elapsedMs < HOUR_MS) return t.minutesAgo({ minutes: Math.floor(elapsedMs / MINUTE_MS) });
  const days = daysBetween(thenMs, nowMs);
  if (days === 0) return t.hoursAgo({ hours: Math.floor(elapsedMs / HOUR_MS) });
  if (days === 1) return t.yesterday;
  if (days < 7) return t.daysAgo({ days });
  const isThisYear = new Date(thenMs).getFullYear() === new Date(nowMs).getFullYear();
  return (isThisYear ? day : dayAndYear).format(thenMs);
}

/** Returns a date and time in full: '3 November 2025 at 14:02'. */
export function dateText(ms: number): string {
  return full.format(ms);
}

/** Midnights between two times. Noons are compared, so that a day of 23 hours counts as one. */
function daysBetween(thenMs: number, nowMs: number): number {
  const noon = (ms: number) => new Date(ms).setHours(12, 0, 0, 0);
  return Math.round((noon(nowMs) - noon(thenMs)) / (24 * HOUR_MS));
}
