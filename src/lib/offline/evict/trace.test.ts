import { expect, test } from 'vitest';
import type { EvictableSegment, EvictionState } from './eviction-state';
import { planEviction } from './plan-eviction';
import { habits, LEVELS, traceOf, type Habit, type Trace } from './trace.fixture';

const CHUNK_BYTES = 2 ** 16;
/** Frames that what was written stays. */
const MIN_AGE = 60;
/** Frames between two passes. */
const PASS = 20;

interface Kept {
  readonly name: string;
  readonly level: number;
  readonly born: number;
  used: number;
}

interface Moment {
  readonly kept: readonly Kept[];
  readonly shown: ReadonlySet<string>;
  readonly tick: number;
  readonly limitChunks: number;
}

/** Returns the chunks to evict. */
type Policy = (moment: Moment) => readonly Kept[];

const byPlan: Policy = ({ kept, shown, tick, limitChunks }) => {
  const levels = Array.from({ length: LEVELS }, (_, level) => kept.filter((chunk) => chunk.level === level));
  const segments = levels.map((own, level): EvictableSegment => {
    const numbers = (of: (chunk: Kept) => number) => Uint32Array.from(own, of);
    return {
      ...{ id: `${level}`, dataset: 'd', generation: 1, level },
      bytes: numbers(() => CHUNK_BYTES),
      usedTicks: numbers(({ used }) => used),
      bornTicks: numbers(({ born }) => born),
      pinned: new Uint8Array(own.length),
      leased: Uint8Array.from(own, ({ name }) => Number(shown.has(name))),
    };
  });
  const limits = { limitBytes: limitChunks * CHUNK_BYTES, nowTick: tick, minAgeTicks: MIN_AGE };
  const state: EvictionState = { segments, datasets: new Map(), ...limits };
  return planEviction(state, { bytes: 0 }).flatMap(({ segment, slots }) =>
    slots.flatMap((slot) => levels[Number(segment)]?.[slot] ?? []),
  );
};

/** The same marks and the same guards, but nothing counts besides when a chunk was last used. */
const byLastUse: Policy = ({ kept, shown, tick, limitChunks }) => {
  if (kept.length <= 0.9 * limitChunks) return [];
  const free = kept.filter(({ name, born }) => !shown.has(name) && tick - born >= MIN_AGE);
  return free.sort((a, b) => a.used - b.used).slice(0, Math.ceil(kept.length - 0.8 * limitChunks));
};

/** The part of the chunks that come into view, in per cent, which is kept when they do. */
function hitRate(trace: Trace, policy: Policy, limitChunks: number): number {
  const kept = new Map<string, Kept>();
  let shown: ReadonlySet<string> = new Set();
  const count = { hits: 0, all: 0 };
  trace.forEach((names, tick) => {
    for (const name of names) {
      const chunk = kept.get(name) ?? { name, level: Number(name[0]), born: tick, used: tick };
      count.hits += Number(!shown.has(name) && kept.has(name));
      count.all += Number(!shown.has(name));
      chunk.used = tick;
      kept.set(name, chunk);
    }
    shown = new Set(names);
    if (tick % PASS !== 0) return;
    for (const { name } of policy({ kept: [...kept.values()], shown, tick, limitChunks })) kept.delete(name);
  });
  return (100 * count.hits) / count.all;
}

/** From forty screens to two hundred: a device holds more, and its users look at more. */
const limits = [800, 2500, 4000];
const seeds = [1, 2];

function meanHitRate(habit: Habit, policy: Policy): number {
  const traces = seeds.map((seed) => traceOf(habit, seed));
  const rates = traces.flatMap((trace) => limits.map((limit) => hitRate(trace, policy, limit)));
  return rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
}

test.each([
  ['wander', habits.wander, 43.2, 40.7],
  ['survey', habits.survey, 45.1, 42.9],
  ['compare', habits.compare, 43.8, 43.7],
  ['scan', habits.scan, 67.6, 67.6],
])(
  'of what one sees whose habit is to %s, no less is kept than by last use alone',
  (_, habit, rate, rateByLastUse) => {
    const rates = [meanHitRate(habit, byPlan), meanHitRate(habit, byLastUse)] as const;
    expect(rates[0]).toBeGreaterThanOrEqual(rates[1]);
    expect(rates.map((each) => each.toFixed(1))).toEqual([rate.toFixed(1), rateByLastUse.toFixed(1)]);
  },
);
