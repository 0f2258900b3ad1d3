import fc from 'fast-check';
import { expect, test } from 'vitest';
import { progressiveTuning } from '../../core';
import type { EvictionNeed, EvictionState } from './eviction-state';
import {
  always,
  bytesOfAll,
  isFree,
  isGone,
  isKept,
  isUnpinned,
  judge,
  limitOf,
  needs,
  plainNeeds,
  runs,
  states,
} from './any-state.fixture';
import { segmentOf } from './eviction-state.fixture';
import { planEviction } from './plan-eviction';

test('a plan names each slot once, and only slots that hold something', () => {
  fc.assert(
    fc.property(states, needs, (state, need) => {
      const plan = planEviction(state, need);
      const named = plan.flatMap(({ segment, slots }) => slots.map((slot) => `${segment}/${slot}`));
      expect(new Set(plan.map(({ segment }) => segment)).size).toBe(plan.length);
      expect(new Set(named).size).toBe(named.length);
      expect(judge(state, plan).filter(isGone).length).toBe(named.length);
    }),
    runs,
  );
});

test('a plan reaches its goal by less than one entry too much, or nothing that may go is left', () => {
  always(plainNeeds, (entries, state, { bytes }) => {
    const limit = limitOf(entries, state);
    const wanted = bytesOfAll(entries.filter(isUnpinned)) + bytes;
    const { diskHigh, diskLow } = state.tuning ?? progressiveTuning;
    const goal = wanted > diskHigh * limit ? wanted - diskLow * limit : 0;
    const gone = entries.filter(isGone);
    const largest = Math.max(0, ...gone.map((entry) => entry.bytes));
    if (entries.some((entry) => isKept(entry) && isFree(entry)))
      expect(bytesOfAll(gone)).toBeGreaterThanOrEqual(goal);
    expect(bytesOfAll(gone)).toBeLessThan(Math.max(1e-9, goal + largest));
  });
});

test('in an emergency as much goes as the browser demands, or only pinned entries are left', () => {
  always(
    plainNeeds.map((need) => ({ ...need, isEmergency: true })),
    (entries, _, { bytes }) => {
      const gone = bytesOfAll(entries.filter(isGone));
      if (gone < bytes) expect(entries.every((entry) => entry.isPinned || entry.isGone)).toBe(true);
    },
  );
});

test('the order in which segments and datasets are listed changes nothing', () => {
  fc.assert(
    fc.property(states, needs, (state, need) => {
      const turned = {
        ...state,
        segments: [...state.segments].reverse(),
        datasets: new Map([...state.datasets].reverse()),
      };
      expect(planEviction(turned, need)).toEqual(planEviction(state, need));
    }),
    runs,
  );
});

const namesOf = (state: EvictionState, need: EvictionNeed) =>
  planEviction(state, need).flatMap(({ segment, slots }) => slots.map((slot) => `${segment}/${slot}`));

test('a larger need takes all that a smaller one takes', () => {
  fc.assert(
    fc.property(states, needs, fc.nat(500), (state, need, more) => {
      const larger = namesOf(state, { ...need, bytes: need.bytes + more });
      expect(larger).toEqual(expect.arrayContaining(namesOf(state, need)));
    }),
    runs,
  );
});

test('an emergency takes all that an ordinary pass takes', () => {
  fc.assert(
    fc.property(states, fc.nat(1500), (state, bytes) => {
      expect(namesOf(state, { bytes, isEmergency: true })).toEqual(
        expect.arrayContaining(namesOf(state, { bytes })),
      );
    }),
    runs,
  );
});

test('a limit twice as large takes no more', () => {
  fc.assert(
    fc.property(states, plainNeeds, (state, need) => {
      // An entry larger than the limit goes for nothing, and which one does is chance.
      const limitBytes = state.limitBytes + 500;
      const goneAt = (limit: number) =>
        bytesOfAll(judge(state, planEviction({ ...state, limitBytes: limit }, need)).filter(isGone));
      expect(goneAt(2 * limitBytes)).toBeLessThanOrEqual(goneAt(limitBytes));
    }),
    runs,
  );
});

test('an idle dataset that is added makes nothing go that is leased', () => {
  const idle = fc.array(fc.record({ bytes: fc.nat(2000) }), { maxLength: 10 });
  fc.assert(
    fc.property(states, plainNeeds, idle, (state, need, entries) => {
      const added = segmentOf({ id: 'idle', dataset: 'idle', entries });
      const fuller = { ...state, segments: [...state.segments, added] };
      const gone = judge(fuller, planEviction(fuller, need)).filter(isGone);
      expect(gone.some(({ isLeased }) => isLeased)).toBe(false);
    }),
    runs,
  );
});

test('what an ordinary plan leaves needs no second pass', () => {
  always(plainNeeds, (entries, state) => {
    const gone = new Set(entries.filter(isGone).map(({ segment, slot }) => `${segment}/${slot}`));
    const segments = state.segments.map((segment) => ({
      ...segment,
      bytes: segment.bytes.map((bytes, slot) => (gone.has(`${segment.id}/${slot}`) ? 0 : bytes)),
    }));
    if (entries.some((entry) => isKept(entry) && isFree(entry)))
      expect(planEviction({ ...state, segments }, { bytes: 0 })).toEqual([]);
  });
});
