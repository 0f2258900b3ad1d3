import { describe, expect, it } from 'vitest';
import type { LinePlaces } from '../../../core';
import { KeptPlaces, type KeptQuestion } from './kept-places';

const questionOf = (line: string): KeptQuestion => ({
  ...{ layer: 'layer1', dataset: 'd', axis: 0 },
  wanted: [{ level: 0, lines: [line] }],
});

/** What is asked, to be answered by hand. */
function makeKept() {
  const state = { nowMs: 5000, version: 0, changes: 0 };
  const asked: {
    readonly line: string;
    readonly answer: (places: number[]) => Promise<void>;
    fail(): Promise<void>;
  }[] = [];
  const timers: (() => void)[] = [];
  const kept = new KeptPlaces({
    ask: ({ wanted }) =>
      new Promise<LinePlaces[]>((resolve, reject) => {
        asked.push({
          line: wanted[0]?.lines[0] ?? '',
          answer: async (places) => {
            resolve([{ level: 0, places }]);
            await Promise.resolve();
            await Promise.resolve();
          },
          fail: async () => {
            reject(new Error('stopped'));
            for (let turn = 0; turn < 4; turn++) await Promise.resolve();
          },
        });
      }),
    version: () => state.version,
    onChange: () => state.changes++,
    now: () => state.nowMs,
    later: (_, run) => timers.push(run),
  });
  return { kept, state, asked, timers };
}

describe('KeptPlaces', () => {
  it('asks once, and says what was answered until something changes', async () => {
    const { kept, state, asked } = makeKept();
    expect(kept.of(questionOf('*.0'))).toBeUndefined();
    expect(kept.of(questionOf('*.0'))).toBeUndefined();
    expect(asked).toHaveLength(1);
    await asked[0]?.answer([3]);
    expect(state.changes).toBe(1);
    expect(kept.of(questionOf('*.0'))).toEqual([{ level: 0, places: [3] }]);
    expect(asked).toHaveLength(1);
    state.version++;
    state.nowMs += 1000;
    expect(kept.of(questionOf('*.0')), 'meanwhile what was said').toEqual([{ level: 0, places: [3] }]);
    expect(asked).toHaveLength(2);
  });

  it('asks at most once a second, then for what is wanted then', async () => {
    const { kept, state, asked, timers } = makeKept();
    kept.of(questionOf('*.0'));
    await asked[0]?.answer([]);
    expect(kept.of(questionOf('*.1'))).toBeUndefined();
    expect([asked.length, timers.length]).toEqual([1, 1]);
    state.nowMs += 1000;
    const before = state.changes;
    timers[0]?.();
    expect(state.changes).toBe(before + 1);
    kept.of(questionOf('*.2'));
    expect(asked.map(({ line }) => line)).toEqual(['*.0', '*.2']);
  });

  it('does not believe an answer for ever, nor that anything is kept where nothing answers', async () => {
    const { kept, state, asked } = makeKept();
    kept.of(questionOf('*.0'));
    await asked[0]?.fail();
    expect(kept.of(questionOf('*.0'))).toEqual([]);
    state.nowMs += 10_000;
    kept.of(questionOf('*.0'));
    expect(asked).toHaveLength(2);
  });
});
