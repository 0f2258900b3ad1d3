import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { progressiveTuning } from '../../core';
import { documentsLevel } from '../names/entry-path';
import type { EvictionState } from './eviction-state';
import {
  always,
  bytesOfAll,
  isFree,
  isGone,
  isKept,
  isUnpinned,
  limitOf,
  needs,
  plainNeeds,
  runs,
  states,
  type Judged,
} from './any-state.fixture';
import { planEviction } from './plan-eviction';
import { waterFill } from './water-fill';

const isEquallyFree = (a: Judged, b: Judged) =>
  a.isPinned === b.isPinned && a.isLeased === b.isLeased && a.isYoung === b.isYoung;
function isStale({ dataset, generation }: Judged, entries: readonly Judged[], state: EvictionState): boolean {
  const own = state.segments.filter((segment) => segment.dataset === dataset);
  const newest = Math.max(...own.map((segment) => segment.generation));
  return generation < (state.datasets.get(dataset)?.generation ?? newest);
}

/** Pairs of an entry that went and one that was kept, of one dataset and equally free to go. */
function pairsOf(entries: readonly Judged[]): [Judged, Judged][] {
  const kept = entries.filter(isKept);
  return entries
    .filter(isGone)
    .flatMap((gone) =>
      kept
        .filter((other) => other.dataset === gone.dataset && isEquallyFree(gone, other))
        .map((other): [Judged, Judged] => [gone, other]),
    );
}

test('I5: after a pass, what pins do not keep is within the limit, or all above it is leased or young', () => {
  always(needs, (entries, state) => {
    const kept = entries.filter((entry) => !entry.isGone && isUnpinned(entry));
    const excused = bytesOfAll(kept.filter((entry) => !isFree(entry)));
    expect(bytesOfAll(kept)).toBeLessThanOrEqual(limitOf(entries, state) + excused);
  });
});

test('RFC row 39, I6: what is pinned stays', () => {
  always(needs, (entries) => expect(entries.filter(isGone).every(isUnpinned)).toBe(true));
});

test('I7: of one tick and generation of a dataset and equally kept back, no level goes before a finer one', () => {
  always(needs, (entries) => {
    for (const [gone, kept] of pairsOf(entries))
      if (gone.generation === kept.generation && gone.used === kept.used)
        expect(gone.level).toBeLessThanOrEqual(kept.level);
  });
});

test('I8: of one level of a dataset and equally kept back, what was used before goes before', () => {
  always(needs, (entries) => {
    for (const [gone, kept] of pairsOf(entries))
      if (gone.generation === kept.generation && gone.level === kept.level)
        expect(gone.used).toBeLessThanOrEqual(kept.used);
  });
});

test('stale generations of a dataset go before all else of it, equally kept back', () => {
  always(needs, (entries, state) => {
    for (const [gone, kept] of pairsOf(entries))
      if (isStale(kept, entries, state)) expect(isStale(gone, entries, state)).toBe(true);
  });
});

test('documents of a dataset go after all else of it, equally kept back', () => {
  always(needs, (entries, state) => {
    for (const [gone, kept] of pairsOf(entries))
      if (gone.level === documentsLevel && !isStale(gone, entries, state))
        expect(kept.level).toBe(documentsLevel);
  });
});

/** The datasets with what they held, what they hold, and their shares of what of the limit is shared. */
function groupsOf(entries: readonly Judged[], state: EvictionState) {
  const names = [...new Set(state.segments.map(({ dataset }) => dataset))].sort();
  const groups = names.map((name) => {
    const own = entries.filter((entry) => entry.dataset === name && isUnpinned(entry));
    const kept = own.filter(isKept);
    const weight = state.datasets.get(name)?.weight ?? 1;
    const sizes = { bytes: bytesOfAll(own), keptBytes: bytesOfAll(kept) };
    return { ...sizes, weight, own, mayGive: kept.some(isFree) };
  });
  const shares = waterFill((state.tuning ?? progressiveTuning).diskShared * limitOf(entries, state), groups);
  return groups.map((group, i) => ({ ...group, share: shares[i] ?? 0 }));
}

test('I9: a dataset within its fair share loses nothing while another that is over its own has anything that may go', () => {
  always(plainNeeds, (entries, state) => {
    const groups = groupsOf(entries, state);
    const isAnyOver = groups.some(({ keptBytes, share, mayGive }) => keptBytes > share && mayGive);
    for (const { bytes, keptBytes, share } of groups)
      if (isAnyOver && bytes <= share) expect(keptBytes).toBe(bytes);
  });
});

test('I9: nor does one that is over its share give more than the last entry below it', () => {
  always(plainNeeds, (entries, state) => {
    const groups = groupsOf(entries, state);
    if (!groups.some(({ keptBytes, share, mayGive }) => keptBytes > share && mayGive)) return;
    for (const { bytes, keptBytes, share, own } of groups) {
      const largest = Math.max(...own.filter(isGone).map((entry) => entry.bytes));
      if (keptBytes < bytes) expect(keptBytes + largest).toBeGreaterThan(share);
    }
  });
});

test('I10: what is leased stays, and what is young, but in an emergency', () => {
  always(plainNeeds, (entries) => expect(entries.filter(isGone).every(isFree)).toBe(true));
});

test('I10: in an emergency leases give way only once all else has gone, and youth only before them', () => {
  always(needs, (entries) => {
    const gone = entries.filter(isGone);
    const rest = entries.filter((entry) => isKept(entry) && isUnpinned(entry));
    if (gone.some(({ isLeased }) => isLeased)) expect(rest.every(({ isLeased }) => isLeased)).toBe(true);
    if (!gone.every(isFree)) expect(rest.some(isFree)).toBe(false);
  });
});

test('I20: neither the clock nor where ticks began changes a plan', () => {
  vi.useFakeTimers();
  fc.assert(
    fc.property(
      states,
      needs,
      fc.nat(2 ** 31),
      fc.date({ noInvalidDate: true }),
      (state, need, shift, date) => {
        const before = planEviction(state, need);
        vi.setSystemTime(date);
        expect(planEviction(state, need)).toEqual(before);
        const shifted = state.segments.map((segment) => ({
          ...segment,
          usedTicks: segment.usedTicks.map((tick) => tick + shift),
          bornTicks: segment.bornTicks.map((tick) => tick + shift),
        }));
        const later = { ...state, segments: shifted, nowTick: state.nowTick + shift };
        expect(planEviction(later, need)).toEqual(before);
      },
    ),
    runs,
  );
  vi.useRealTimers();
});
