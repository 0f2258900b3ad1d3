/**
 * What a label may tell of a cell: its level; its state, where that is not as wanted; where it came from; how long it took to
 * come; and when it came among those that are shown, from 1.
 */
export type CellFact = 'level' | 'state' | 'source' | 'time' | 'order';

export const cellFacts: readonly CellFact[] = ['level', 'state', 'source', 'time', 'order'];

/** As before anyone chose. */
export const usualFacts: readonly CellFact[] = ['level', 'state', 'source', 'time'];

/** What labels tell of cells. */
export interface CellTelling {
  readonly facts: readonly CellFact[];
  /** See `arrivalRanks`. */
  readonly ranks: ReadonlyMap<number, number>;
}
