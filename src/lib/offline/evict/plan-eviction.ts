import { progressiveTuning } from '../../core';
import { byAge } from './by-age';
import { bytesOf, evictionClasses, groupsOf, type EvictionGroup, type Shelf } from './eviction-group';
import type { EvictableSegment, Eviction, EvictionNeed, EvictionState } from './eviction-state';
import { oldestFirst, type CanGo, type Entry } from './oldest-first';

/**
 * Datasets that stand equally high give in turns of this part of all that is there: by single entries they would have to be
 * compared again for each.
 */
const TURN_PART = 1 / 1024;

/** What keeps an entry from being evicted: they give way in this order. */
type Guard = 'none' | 'youth' | 'lease' | 'pin';

/** What one guard keeps goes until as much has gone in all. */
interface Step {
  readonly guard: Guard;
  readonly goalBytes: number;
}

/** The entries of one class of a dataset, consumed as they go. */
interface Queue {
  readonly group: EvictionGroup;
  readonly entries: Generator<Entry, undefined>;
}

/** A plan in the making. */
interface Taking {
  readonly slots: Map<string, number[]>;
  readonly turnBytes: number;
  bytes: number;
  /** That of the step which is on. */
  goalBytes: number;
}

/**
 * Returns what to evict so that what is there and what is needed fit the limit; nothing while they are below the high mark
 * (`diskHigh`) of what pins leave of it.
 *
 * First those datasets give that hold more than their fair share, the fullest for its weight first, until none is over; then,
 * whatever their shares, the one that was used least recently. Both times stale entries of all go before fine ones, and these
 * before overviews. Of one dataset fine entries go {@link byAge}, the others finer levels first, then what was used least
 * recently. Leased, young and pinned entries stay; in an emergency the first two give way, for what the browser demands. When
 * what may go does not suffice, all of it goes.
 *
 * Entries go in one order whatever the need: a larger one only takes more.
 */
export function planEviction(state: EvictionState, need: EvictionNeed): Eviction[] {
  const { tuning = progressiveTuning } = state;
  const { diskHigh, diskLow, diskShared } = tuning;
  const { pinnedBytes, unpinnedBytes } = bytesOf(state.segments);
  const limitBytes = Math.max(0, state.limitBytes - pinnedBytes);
  const wantedBytes = unpinnedBytes + need.bytes;
  const isOver = wantedBytes > diskHigh * limitBytes;
  const steps = stepsOf(need, isOver ? wantedBytes - diskLow * limitBytes : 0);
  if (steps.every(({ goalBytes }) => goalBytes <= 0)) return [];
  const groups = groupsOf(state, diskShared * limitBytes);
  const taking: Taking = {
    slots: new Map(),
    turnBytes: TURN_PART * unpinnedBytes,
    bytes: 0,
    goalBytes: 0,
  };
  for (const { guard, goalBytes } of steps) {
    taking.goalBytes = goalBytes;
    const canGo: CanGo = (segment, slot) => guardOf(state, segment, slot) === guard;
    takeStep(queuesOf(groups, canGo, state), taking);
  }
  return [...taking.slots].map(([segment, slots]) => ({ segment, slots }));
}

/** The first step exhausts what nothing keeps before the next begins, whose goal is never larger. */
function stepsOf({ bytes, isEmergency }: EvictionNeed, goalBytes: number): Step[] {
  if (!isEmergency) return [{ guard: 'none', goalBytes }];
  return [
    { guard: 'none', goalBytes: Math.max(goalBytes, bytes) },
    { guard: 'youth', goalBytes: bytes },
    { guard: 'lease', goalBytes: bytes },
  ];
}

/** What keeps an entry longest. */
function guardOf({ nowTick, minAgeTicks }: EvictionState, segment: EvictableSegment, slot: number): Guard {
  if (segment.pinned[slot] === 1) return 'pin';
  if (segment.leased[slot] === 1) return 'lease';
  return nowTick - (segment.bornTicks[slot] ?? 0) < minAgeTicks ? 'youth' : 'none';
}

/** The queues of all datasets for each class, in the order in which they are taken from. */
function queuesOf(
  groups: readonly EvictionGroup[],
  canGo: CanGo,
  { nowTick, tuning = progressiveTuning }: EvictionState,
): Queue[][] {
  const age = { nowTick, aging: tuning.diskAging };
  return evictionClasses.map((name) =>
    groups.map((group) => {
      const shelves = group.shelves[name];
      const entries = name === 'fine' ? byAge(shelves, canGo, age) : byLevel(shelves, canGo);
      return { group, entries };
    }),
  );
}

/** One level after the other, as they are listed. */
function* byLevel(shelves: readonly Shelf[], canGo: CanGo): Generator<Entry, undefined> {
  for (const { segments } of shelves) yield* oldestFirst(segments, canGo);
}

function takeStep(classes: readonly (readonly Queue[])[], taking: Taking): void {
  for (const queues of classes) takeOverShares(queues, taking);
  for (const queues of classes) takeByLastUse(queues, taking);
}

/** Levels the datasets down that are over their shares, the fullest for its weight first. */
function takeOverShares(queues: readonly Queue[], taking: Taking): void {
  const over = queues.filter(isOverShare);
  while (taking.bytes < taking.goalBytes) {
    const [fullest, next] = twoFullest(over);
    if (!fullest) return;
    const { shareBytes, weight } = fullest.group;
    const downToBytes = fullnessOf(next) * weight - taking.turnBytes;
    const hasMore = takeDown(fullest, Math.max(shareBytes, downToBytes), taking);
    if (!hasMore || !isOverShare(fullest)) over.splice(over.indexOf(fullest), 1);
  }
}

/** Empties the datasets one after the other, the one that was used least recently first. */
function takeByLastUse(queues: readonly Queue[], taking: Taking): void {
  const leastRecentFirst = [...queues].sort((a, b) => a.group.lastTick - b.group.lastTick);
  for (const queue of leastRecentFirst) takeDown(queue, 0, taking);
}

/** Takes one entry, and more while the dataset holds more than `downToBytes`. Returns false when there are no more. */
function takeDown({ group, entries }: Queue, downToBytes: number, taking: Taking): boolean {
  do {
    if (taking.bytes >= taking.goalBytes) return true;
    const entry = entries.next().value;
    if (!entry) return false;
    const { segment, slot, bytes } = entry;
    const slots = taking.slots.get(segment.id);
    if (slots) slots.push(slot);
    else taking.slots.set(segment.id, [slot]);
    taking.bytes += bytes;
    group.bytes -= bytes;
  } while (group.bytes > downToBytes);
  return true;
}

function isOverShare({ group }: Queue): boolean {
  return group.bytes > group.shareBytes;
}

/** How high a dataset stands; nothing stands at 0. */
function fullnessOf(queue: Queue | undefined): number {
  return queue ? queue.group.bytes / queue.group.weight : 0;
}

/** The one that stands highest, the first of equals, and the highest of the others. */
function twoFullest(queues: readonly Queue[]): [Queue | undefined, Queue | undefined] {
  let fullest: Queue | undefined;
  let next: Queue | undefined;
  for (const queue of queues) {
    if (!fullest || fullnessOf(queue) > fullnessOf(fullest)) [fullest, next] = [queue, fullest];
    else if (!next || fullnessOf(queue) > fullnessOf(next)) next = queue;
  }
  return [fullest, next];
}
