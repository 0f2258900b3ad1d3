import { debugging as t } from '../../../messages';
import type { PointedModel } from '../debugging-model';
import { durationText, stateTexts, wayText } from '../words';

/** Longer messages have no room beside the pointer; the panel has all of them. */
const MAX_ERROR = 80;

/** What the pointer is on, in a few lines. */
export function pointedLines(pointed: PointedModel): string[] {
  const { kind, level, cell, chunk, state, rank, wanted, bytes, standIn, error, flag, came } = pointed;
  const place = cell.join(', ');
  return [
    kind === 'tile' ? t.tileAt({ level, place }) : t.brickAt({ level, place }),
    t.chunkAt({ index: chunk.join(', ') }),
    standIn === undefined ? stateTexts[state] : t.stateOver({ state: stateTexts[state], level: standIn }),
    ...(rank === undefined ? [] : [t.rankOf({ rank, wanted })]),
    t.kibibytes({ size: Math.round(bytes / 1024) }),
    ...(came === undefined
      ? []
      : [t.cameBy({ way: wayText(came.way), time: durationText(came.waitedMs + came.loadedMs) })]),
    ...(error === undefined ? [] : [error.length > MAX_ERROR ? `${error.slice(0, MAX_ERROR)}…` : error]),
    ...(flag === undefined ? [] : [flag]),
  ];
}
