import { debugging as t, formatLocale, timeline } from '../../messages';
import type { LoadWay } from './loads/load-entry';
import type { CellState } from './cells/cell';

/** What each state is called, best first. */
export const stateTexts: Readonly<Record<CellState, string>> = {
  exact: t.exact,
  coarser: t.coarser,
  finer: t.finer,
  empty: t.empty,
  loading: t.loading,
  failed: t.failed,
  offline: t.offline,
};

const ways: Readonly<Record<LoadWay, string>> = {
  network: timeline.network,
  disk: timeline.disk,
  memory: timeline.memory,
  generated: timeline.generated,
  made: timeline.made,
};

/** Returns where a chunk came from, in words. */
export function wayText(way: LoadWay | undefined): string {
  return way === undefined ? timeline.unknown : ways[way];
}

/** Returns a time in milliseconds, or in seconds where these are more than a thousand. */
export function durationText(ms: number): string {
  const written = (value: number, decimals: number) =>
    value.toLocaleString(formatLocale, {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
  if (ms >= 1000) return timeline.seconds({ n: written(ms / 1000, 2) });
  return timeline.milliseconds({ n: written(ms, ms < 10 ? 1 : 0) });
}
