import type { ChunkKey } from '../../../core';
import type { LoadEntry, LoadWay } from '../loads/load-entry';

/** How what a cell is made of came. */
export interface Arrival {
  /** Of the chunk that came last. */
  readonly way: LoadWay;
  /** Others of its chunks came by another way. */
  readonly isMixed: boolean;
  /** From the first wish for one of its chunks until the last of them was here. */
  readonly tookMs: number;
  /** When the last of its chunks was here, by the page's clock, and the number of its load. */
  readonly atMs: number;
  readonly number: number;
}

/** Knows how chunks came, as far as that was recorded. */
export interface ChunkArrivals {
  /** Changes when something else is known. */
  readonly version: number;
  /** The load that brought a chunk last. */
  lastArrival(key: ChunkKey): LoadEntry | undefined;
}

/** How some chunks came together; `undefined` where it was not recorded of all of them. */
export function arrivalOf(keys: readonly ChunkKey[], arrivals: ChunkArrivals): Arrival | undefined {
  const entries = keys.flatMap((key) => arrivals.lastArrival(key) ?? []);
  const [first] = entries;
  if (!first || entries.length < keys.length) return undefined;
  const endOf = ({ endedMs = 0 }: LoadEntry) => endedMs;
  const last = entries.reduce((late, entry) => (isLater(entry, late) ? entry : late), first);
  if (!last.way) return undefined;
  return {
    way: last.way,
    isMixed: entries.some(({ way }) => way !== last.way),
    tookMs: endOf(last) - Math.min(...entries.map(({ wantedMs }) => wantedMs)),
    ...{ atMs: endOf(last), number: last.number },
  };
}

function isLater(a: LoadEntry, b: LoadEntry): boolean {
  const [first = 0, second = 0] = [a.endedMs, b.endedMs];
  return first > second || (first === second && a.number > b.number);
}

/** The order in which cells came, from 1, by the number of the load that came last for them; cells that it made complete together share theirs. */
export function arrivalRanks(
  cells: readonly { readonly arrival?: Arrival | undefined }[],
): ReadonlyMap<number, number> {
  const arrivals = new Map(cells.flatMap(({ arrival }) => (arrival ? [[arrival.number, arrival]] : [])));
  const inOrder = [...arrivals.values()].sort((a, b) => a.atMs - b.atMs || a.number - b.number);
  return new Map(inOrder.map(({ number }, at) => [number, at + 1]));
}
