import { describe, expect, test } from 'vitest';
import { documentsLevel } from '../names/entry-path';
import { planEviction } from './plan-eviction';
import { stateOf, type PlainEntry, type PlainSegment, type StateOptions } from './eviction-state.fixture';

const MIB = 2 ** 20;

/** Entries of 10 bytes that were last used at these ticks. */
const used = (...ticks: number[]): PlainEntry[] => ticks.map((tick) => ({ bytes: 10, used: tick }));
const filled = (count: number, bytes = 10): PlainEntry[] =>
  Array.from({ length: count }, (_, i) => ({ bytes, used: i }));

/** What goes, as `segment:slots`. */
function goneOf(
  segments: readonly PlainSegment[],
  options: StateOptions,
  need: { bytes: number; isEmergency?: boolean } = { bytes: 0 },
): string[] {
  return planEviction(stateOf(segments, options), need).map(
    ({ segment, slots }) => `${segment}:${slots.join()}`,
  );
}

/** How many entries of each segment go. */
function countsOf(...args: Parameters<typeof goneOf>): Record<string, number> {
  const [segments, options, need = { bytes: 0 }] = args;
  const plan = planEviction(stateOf(segments, options), need);
  return Object.fromEntries(plan.map(({ segment, slots }) => [segment, slots.length]));
}

describe('how much goes', () => {
  const one = [{ id: 's', entries: filled(10) }];

  test('is nothing up to nine tenths of the limit, what is needed included', () => {
    expect(goneOf(one, { limitBytes: 112 })).toEqual([]);
    expect(goneOf(one, { limitBytes: 200 }, { bytes: 80 })).toEqual([]);
  });

  test('is what is above eight tenths of it', () => {
    expect(countsOf(one, { limitBytes: 110 })).toEqual({ s: 2 });
    expect(countsOf(one, { limitBytes: 200 }, { bytes: 81 })).toEqual({ s: 3 });
  });

  test('is measured by what pins leave of the limit', () => {
    const pinned = { id: 'p', entries: [{ bytes: 1000, isPinned: true }] };
    expect(countsOf([...one, pinned], { limitBytes: 1110 })).toEqual({ s: 2 });
    expect(countsOf([...one, pinned], { limitBytes: 500 })).toEqual({ s: 10 });
  });

  test('is all that may go when that does not suffice', () => {
    const leased = { id: 'l', entries: [{ bytes: 1000, isLeased: true }] };
    expect(countsOf([...one, leased], { limitBytes: 200 })).toEqual({ s: 10 });
  });

  test('is nothing of nothing', () => {
    expect(goneOf([], { limitBytes: 0 })).toEqual([]);
    expect(goneOf([], { limitBytes: 0 }, { bytes: 100, isEmergency: true })).toEqual([]);
  });
});

describe('within one dataset', () => {
  const options = { limitBytes: 100 };

  test('what was used least recently goes first, whatever segment it lies in', () => {
    const segments = [
      { id: 'a', entries: used(5, 1, 9, 10, 11, 12) },
      { id: 'b', entries: used(2, 8, 3, 20, 21, 22) },
    ];
    expect(goneOf(segments, options)).toEqual(['a:1,0', 'b:0,2']);
  });

  test('of one tick, segments go in the order of their names, and slots in theirs', () => {
    const segments = [
      { id: 'b', entries: used(1, 1, 1, 1, 1, 1) },
      { id: 'a', entries: used(1, 1, 1, 1, 1, 1) },
    ];
    expect(goneOf(segments, options)).toEqual(['a:0,1,2,3']);
  });

  test('ticks as large as they get are in order', () => {
    const entries = used(2 ** 32 - 1, 2 ** 32 - 2, 7, 2 ** 31);
    expect(goneOf([{ id: 'a', entries }], { limitBytes: 0 })).toEqual(['a:2,3,1,0']);
  });

  test.each([50, 100, 101])('of one tick fine levels go before coarse ones: %d, at 100', (tick) => {
    const segments = [
      { id: 'coarse', level: 2, entries: used(tick, tick, tick, tick, tick, tick) },
      { id: 'fine', level: 0, entries: used(tick, tick) },
      { id: 'middle', level: 1, entries: used(tick, tick, tick, tick) },
    ];
    expect(goneOf(segments, options)).toEqual(['fine:0,1', 'middle:0,1']);
  });

  test('RFC row 43: each level coarser ages half as fast', () => {
    const segments = [
      { id: 'fine', level: 0, entries: used(91, 89, 81, 79) },
      { id: 'coarse', level: 1, entries: used(80, 60) },
    ];
    expect(goneOf(segments, { limitBytes: 0 })).toEqual(['fine:3,2,1,0', 'coarse:1,0']);
    expect(goneOf(segments, { limitBytes: 60 }, { bytes: 8 })).toEqual(['fine:3', 'coarse:1']);
    expect(goneOf(segments, { limitBytes: 60 }, { bytes: 18 })).toEqual(['fine:3,2', 'coarse:1']);
  });

  test('stale generations go before all else, the oldest first, then finer levels', () => {
    const segments = [
      { id: 'new', generation: 4, entries: used(0, 0, 0, 0, 0, 0) },
      { id: 'old', generation: 3, level: 1, entries: used(9) },
      { id: 'old-fine', generation: 3, level: 0, entries: used(9) },
      { id: 'older', generation: 2, level: 3, entries: used(9, 9) },
    ];
    expect(goneOf(segments, options)).toEqual(['older:0,1']);
    expect(goneOf(segments, { limitBytes: 80 })).toEqual(['older:0,1', 'old-fine:0', 'old:0']);
  });

  test('documents go last', () => {
    const segments = [
      { id: 'documents', level: documentsLevel, entries: used(0, 0) },
      { id: 'coarse', level: 7, entries: used(9) },
      { id: 'fine', level: 0, entries: used(9) },
    ];
    expect(goneOf(segments, { limitBytes: 25 })).toEqual(['fine:0', 'coarse:0']);
    expect(goneOf(segments, { limitBytes: 0 })).toEqual(['fine:0', 'coarse:0', 'documents:0,1']);
  });

  test('slots that hold nothing are passed over', () => {
    expect(goneOf([{ id: 'a', entries: [{ bytes: 0 }, ...used(1, 2)] }], { limitBytes: 15 })).toEqual([
      'a:1',
    ]);
  });
});

describe('among datasets', () => {
  test('the one that is over its share gives all', () => {
    const segments = [
      { id: 'big', dataset: 'big', entries: filled(100) },
      { id: 'small', dataset: 'small', entries: filled(10) },
    ];
    expect(countsOf(segments, { limitBytes: 1100 })).toEqual({ big: 22 });
  });

  test('what is needed, too, comes from the one that is over its share', () => {
    const segments = [
      { id: 'big', dataset: 'big', entries: filled(80) },
      { id: 'small', dataset: 'small', entries: filled(10) },
    ];
    expect(countsOf(segments, { limitBytes: 1000 }, { bytes: 50 })).toEqual({ big: 15 });
  });

  test('RFC row 40: those that are over their shares are levelled', () => {
    const segments = [
      { id: 'a', dataset: 'a', entries: filled(60) },
      { id: 'b', dataset: 'b', entries: filled(50) },
    ];
    expect(countsOf(segments, { limitBytes: 1000 })).toEqual({ a: 20, b: 10 });
  });

  test('one that is open keeps four times as much as one that is not', () => {
    const segments = [
      { id: 'open', dataset: 'open', entries: filled(100) },
      { id: 'other', dataset: 'other', entries: filled(100) },
    ];
    const counts = countsOf(segments, { limitBytes: 1000, weights: { open: 4 } });
    expect(counts).toEqual({ open: 36, other: 84 });
  });

  test('what cannot be had from those over their shares comes from the one that was used least recently', () => {
    const segments = [
      { id: 'shown', dataset: 'shown', entries: [{ bytes: 1000, isLeased: true }] },
      { id: 'late', dataset: 'a', entries: filled(10).map((entry) => ({ ...entry, used: 9 })) },
      { id: 'early', dataset: 'b', entries: filled(10).map((entry) => ({ ...entry, used: 8 })) },
      { id: 'emptied', dataset: 'b', entries: [{ bytes: 0, used: 50 }] },
    ];
    expect(countsOf(segments, { limitBytes: 1300 })).toEqual({ early: 10, late: 6 });
  });

  test('fine levels of all go before the overview of any', () => {
    const segments = [
      { id: 'late', dataset: 'a', entries: used(9, 9, 9, 9, 9) },
      { id: 'late-overview', dataset: 'a', level: 3, entries: used(9) },
      { id: 'early', dataset: 'b', entries: used(8, 8, 8, 8, 8) },
      { id: 'early-overview', dataset: 'b', level: 3, entries: used(8) },
    ];
    const counts = countsOf(segments, { limitBytes: 1000 }, { bytes: 105, isEmergency: true });
    expect(counts).toEqual({ early: 5, late: 5, 'early-overview': 1 });
  });

  test.each([
    ['a quarter of a small share', 2 * MIB, 7 * MIB, true],
    ['more than a quarter of a small share', 3 * MIB, 7 * MIB, false],
    ['less than 32 MiB', 31 * MIB, 1000 * MIB, true],
    ['more than 32 MiB', 33 * MIB, 1000 * MIB, false],
    ['a fiftieth of a large share', 33 * MIB, 2000 * MIB, true],
  ])('a coarse level of %s is an overview: %d of %d bytes', (_, coarseBytes, fineBytes, isOverview) => {
    const segments = [
      { id: 'fine', dataset: 'a', entries: [{ bytes: fineBytes, used: 1, isLeased: true }] },
      { id: 'coarse', dataset: 'a', level: 1, entries: [{ bytes: coarseBytes, used: 1 }] },
      { id: 'other', dataset: 'b', entries: used(2) },
    ];
    const gone = goneOf(segments, { limitBytes: 2 ** 40 }, { bytes: 1, isEmergency: true });
    expect(gone).toEqual([isOverview ? 'other:0' : 'coarse:0']);
  });
});

test('how much of a share is an overview is as tuned', () => {
  const segments = [
    { id: 'fine', dataset: 'a', entries: [{ bytes: 7 * MIB, used: 1, isLeased: true }] },
    { id: 'coarse', dataset: 'a', level: 1, entries: [{ bytes: 3 * MIB, used: 1 }] },
    { id: 'other', dataset: 'b', entries: used(2) },
  ];
  const firstGone = (diskOverviewPart: number) =>
    goneOf(
      segments,
      { limitBytes: 2 ** 40, tuned: { diskOverviewPart } },
      { bytes: 1, isEmergency: true },
    ).join();
  expect([0.25, 0.4].map(firstGone)).toEqual(['coarse:0', 'other:0']);
});

describe('what is kept back', () => {
  const segments = [
    {
      id: 's',
      entries: [
        { bytes: 10, isPinned: true },
        { bytes: 10, isLeased: true, born: 99 },
        { bytes: 10, born: 91 },
        { bytes: 10, born: 90 },
      ],
    },
  ];

  test('is what is pinned, leased or younger than the minimum age', () => {
    expect(goneOf(segments, { limitBytes: 0, minAgeTicks: 10 })).toEqual(['s:3']);
  });

  test.each([
    [10, ['s:3']],
    [11, ['s:3,2']],
    [30, ['s:3,2,1']],
    [1000, ['s:3,2,1']],
  ])('in an emergency is less, first by youth, then by leases, never by pins: %d bytes', (bytes, gone) => {
    expect(goneOf(segments, { limitBytes: 1000, minAgeTicks: 10 }, { bytes, isEmergency: true })).toEqual(
      gone,
    );
  });

  test('gives way for what the browser demands, not for the limit', () => {
    expect(goneOf(segments, { limitBytes: 0, minAgeTicks: 10 }, { bytes: 10, isEmergency: true })).toEqual([
      's:3',
    ]);
  });
});
