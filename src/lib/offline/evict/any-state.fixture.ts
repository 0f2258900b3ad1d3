import fc from 'fast-check';
import { progressiveTuning, type Tuning } from '../../core';
import { documentsLevel } from '../names/entry-path';
import type { Eviction, EvictionNeed, EvictionState } from './eviction-state';
import { segmentOf } from './eviction-state.fixture';
import { planEviction } from './plan-eviction';

/** One entry with all that a property asks about it. */
export interface Judged {
  readonly dataset: string;
  readonly generation: number;
  readonly level: number;
  readonly segment: string;
  readonly slot: number;
  readonly bytes: number;
  readonly used: number;
  readonly isPinned: boolean;
  readonly isLeased: boolean;
  readonly isYoung: boolean;
  readonly isGone: boolean;
}

/** All entries of a state with what a plan does to them; slots that hold nothing are left out. */
export function judge(state: EvictionState, plan: readonly Eviction[]): Judged[] {
  const gone = new Set(plan.flatMap(({ segment, slots }) => slots.map((slot) => `${segment}/${slot}`)));
  const all = state.segments.flatMap((own) => {
    const { dataset, generation, level, id: segment } = own;
    return [...own.bytes].map((bytes, slot) => ({
      ...{ dataset, generation, level, segment, slot, bytes },
      used: own.usedTicks[slot] ?? 0,
      isPinned: own.pinned[slot] === 1,
      isLeased: own.leased[slot] === 1,
      isYoung: state.nowTick - (own.bornTicks[slot] ?? 0) < state.minAgeTicks,
      isGone: gone.has(`${segment}/${slot}`),
    }));
  });
  return all.filter(({ bytes }) => bytes > 0);
}

export function bytesOfAll(entries: readonly Judged[]): number {
  return entries.reduce((sum, { bytes }) => sum + bytes, 0);
}

export const isGone = ({ isGone: gone }: Judged) => gone;
export const isKept = (entry: Judged) => !entry.isGone;
export const isUnpinned = ({ isPinned }: Judged) => !isPinned;
/** What an ordinary pass may take. */
export const isFree = ({ isPinned, isLeased, isYoung }: Judged) => !isPinned && !isLeased && !isYoung;

/** Of the limit, what pins leave. */
export function limitOf(entries: readonly Judged[], { limitBytes }: EvictionState): number {
  return Math.max(0, limitBytes - bytesOfAll(entries.filter(({ isPinned }) => isPinned)));
}

const NOW = 20;

/** Few ticks and sizes, so that they are often the same. */
const entries = fc.array(
  fc.record({
    bytes: fc.oneof(fc.constantFrom(0, 10), fc.integer({ min: 1, max: 300 })),
    used: fc.nat(NOW),
    born: fc.nat(NOW),
    isPinned: fc.integer({ min: 0, max: 9 }).map((roll) => roll === 0),
    isLeased: fc.integer({ min: 0, max: 9 }).map((roll) => roll < 2),
  }),
  { maxLength: 8 },
);

const segments = fc.array(
  fc.record({
    dataset: fc.constantFrom('a', 'b', 'c', 'd'),
    generation: fc.constantFrom(1, 2, 2, 2, 3),
    level: fc.constantFrom(0, 0, 1, 2, 3, documentsLevel),
    entries,
  }),
  { maxLength: 14 },
);

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
/** The default, and constants between the bounds that they have in a link. */
const tunings: fc.Arbitrary<Tuning> = fc.oneof(
  fc.constant(progressiveTuning),
  fc
    .record({
      ...{ diskHigh: between(0.86, 0.95), diskLow: between(0.76, 0.85), diskShared: between(0.4, 0.75) },
      ...{ diskAging: between(1, 4), diskOverviewMiB: fc.oneof(between(0, 0.001), between(0, 256)) },
      diskOverviewPart: between(0.02, 0.5),
    })
    .map((disk) => ({ ...progressiveTuning, ...disk })),
);

const known = fc.record({ generation: fc.constantFrom(1, 2, 3), weight: fc.constantFrom(1, 2, 4) });

/** Any state: small, but with all that there can be in it. */
export const states: fc.Arbitrary<EvictionState> = fc
  .record({
    plain: segments,
    datasets: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), known, { noNullPrototype: true }),
    limitBytes: fc.nat(6000),
    minAgeTicks: fc.nat(6),
    tuning: tunings,
  })
  .map(({ plain, datasets, ...rest }) => ({
    segments: plain.map((own, i) => segmentOf({ ...own, id: `s${i}` })),
    datasets: new Map(Object.entries(datasets)),
    ...rest,
    nowTick: NOW,
  }));

export const needs = fc.record({ bytes: fc.nat(1500), isEmergency: fc.boolean() });
/** Without emergencies. */
export const plainNeeds = fc.record({ bytes: fc.nat(1500) });

export const runs = { numRuns: 1000 };

/** Checks a property of what a plan does to each entry of any state. */
export function always(
  need: fc.Arbitrary<EvictionNeed>,
  check: (entries: readonly Judged[], state: EvictionState, need: EvictionNeed) => void,
): void {
  fc.assert(
    fc.property(states, need, (state, wanted) => {
      check(judge(state, planEviction(state, wanted)), state, wanted);
    }),
    runs,
  );
}
