import { debugging as t } from '../../../messages';
import type { PointedModel } from '../debugging-model';
import type { CellState } from './cell';

/** Longer messages have no room beside the pointer; the panel has all of them. */
const MAX_ERROR = 80;

/** What each state is called. */
export const stateWords: Readonly<Record<CellState, string>> = {
  exact: t.exact,
  coarser: t.coarser,
  finer: t.finer,
  empty: t.empty,
  loading: t.loading,
  failed: t.failed,
  offline: t.offline,
};

/** What stands on a cell: its level, and its state where that is not as it should be. */
export function cellWords(level: number, state: CellState): string {
  return state === 'exact' ? t.levelShort({ level }) : t.levelInState({ level, state: stateWords[state] });
}

/** What the pointer is on, in a few lines. */
export function pointedLines(pointed: PointedModel): string[] {
  const { kind, level, cell, chunk, state, rank, wanted, bytes, standIn, error, flag } = pointed;
  const place = cell.join(', ');
  return [
    kind === 'tile' ? t.tileAt({ level, place }) : t.brickAt({ level, place }),
    t.chunkAt({ index: chunk.join(', ') }),
    standIn === undefined ? stateWords[state] : t.stateOver({ state: stateWords[state], level: standIn }),
    ...(rank === undefined ? [] : [t.rankOf({ rank, wanted })]),
    t.kibibytes({ size: Math.round(bytes / 1024) }),
    ...(error === undefined ? [] : [error.length > MAX_ERROR ? `${error.slice(0, MAX_ERROR)}…` : error]),
    ...(flag === undefined ? [] : [flag]),
  ];
}
