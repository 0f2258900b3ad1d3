import { debugging as t } from '../../../messages';
import type { Cell } from '../cells/cell';
import type { CellFact, CellTelling } from '../cells/cell-fact';
import { durationText, stateTexts, wayText } from '../words';
import type { Label } from './draw-label';

/** What stands between the facts of a label. */
const BETWEEN = ' · ';

/**
 * The labels that a cell may bear, the one that tells most first: what is chosen, with less and less of it, for where there is no
 * room for more. Of a cell of which the self-check found something, what it found. None where nothing is chosen.
 */
export function cellLabels(
  cell: Pick<Cell, 'level' | 'state' | 'arrival' | 'flag'>,
  { facts, ranks }: CellTelling,
): Label[] {
  const { level, state, arrival, flag } = cell;
  const isTold = (fact: CellFact) => facts.includes(fact);
  const way = arrival && isTold('source') ? arrival.way : undefined;
  const rank = arrival && ranks.get(arrival.number);
  const texts = [
    ...standingTexts(level, state, facts),
    ...(arrival && isTold('source') ? [wayWords(arrival)] : []),
    ...(arrival && isTold('time') ? [durationText(arrival.tookMs)] : []),
    ...(rank !== undefined && isTold('order') ? [t.cameAs({ rank })] : []),
  ];
  const shorter = texts.map((_, left) => texts.slice(0, texts.length - left));
  const bare = isTold('level') ? [[t.levelShort({ level })]] : [];
  return [
    ...(flag ? [{ text: flag.text }] : []),
    ...[...shorter, ...bare].map((some) => ({ text: some.join(BETWEEN), way })),
    ...(way ? [{ text: '', way }] : []),
  ];
}

function standingTexts(level: number, state: Cell['state'], facts: readonly CellFact[]): string[] {
  if (!facts.includes('level')) return facts.includes('state') ? [stateTexts[state]] : [];
  const isNamed = facts.includes('state') && state !== 'exact';
  return [isNamed ? t.levelInState({ level, state: stateTexts[state] }) : t.levelShort({ level })];
}

function wayWords({ way, isMixed }: NonNullable<Cell['arrival']>): string {
  return isMixed ? t.wayAndOthers({ way: wayText(way) }) : wayText(way);
}
