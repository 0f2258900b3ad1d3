import { describe, expect, it } from 'vitest';
import type { ChunkKey, Dataset } from '../../../core';
import type { BufferModel } from '../dimensions-model';
import { BufferWatch } from './buffer-watch';

const COUNT = 1000;

/** One layer with an axis of 1,000 steps, a clock that goes on by itself, and timers that the test lets go off. */
function makeWatch({ msPerLook = 0.001 } = {}) {
  const dataset = {
    ...{ id: 'd', axes: [{ name: 't' }, { name: 'x' }], generated: false },
    levels: [{ scale: [1, 1], translation: [0, 0], array: { shape: [COUNT, 8], chunks: [1, 8] } }],
  } as unknown as Dataset;
  const state = {
    nowMs: 0,
    version: 0,
    held: [] as ChunkKey[],
    want: [{ key: { dataset: 'd', level: 0, index: [0, 0] }, priority: 0, decodedBytes: 1 }],
  };
  const timers: { readonly ms: number; readonly run: () => void }[] = [];
  const told: (BufferModel | undefined)[] = [];
  const watch = new BufferWatch({
    axis: () => ({
      steps: { count: COUNT, transform: { scale: 1, translation: 0 } },
      layers: [{ id: 'layer1', dataset, want: state.want }],
    }),
    held: () => state.held,
    kept: () => undefined,
    basis: () => [state.version, state.want],
    onBuffer: (_, buffer) => told.push(buffer),
    now: () => (state.nowMs += msPerLook),
    later: (ms, run) => timers.push({ ms, run }),
  });
  const next = () => {
    const timer = timers.shift();
    state.nowMs += timer?.ms ?? 0;
    timer?.run();
    return timer?.ms;
  };
  return { watch, state, timers, told, next };
}

const keys = (count: number): ChunkKey[] =>
  Array.from({ length: count }, (_, at) => ({ dataset: 'd', level: 0, index: [at, 0] }));

describe('BufferWatch', () => {
  it('does nothing before someone watches, and once nobody does any more', () => {
    const { watch, state, timers, next, told } = makeWatch();
    watch.look();
    expect(timers).toEqual([]);
    const stop = watch.add('t');
    next();
    expect(told.map((buffer) => buffer?.sharpSteps)).toEqual([0]);
    stop();
    state.version++;
    watch.look();
    expect(timers).toEqual([]);
  });

  it('finds out anew only when something has changed, and at most every quarter of a second', () => {
    const { watch, state, timers, next, told } = makeWatch();
    watch.add('t');
    next();
    watch.look();
    expect(timers).toEqual([]);
    state.held = keys(7);
    state.version++;
    watch.look();
    watch.look();
    expect(timers).toHaveLength(1);
    expect(next()).toBeGreaterThan(240);
    expect(told.map((buffer) => buffer?.sharpSteps)).toEqual([0, 7]);
  });

  it('works in parts of a millisecond, with frames between them, and ends however much changes meanwhile', () => {
    const { watch, state, next, told, timers } = makeWatch({ msPerLook: 0.4 });
    state.held = keys(900);
    watch.add('t');
    let parts = 0;
    while (told.length === 0) {
      const beganMs = state.nowMs + (timers[0]?.ms ?? 0);
      next();
      expect(state.nowMs - beganMs).toBeLessThan(2.5);
      state.version++;
      watch.look();
      expect(timers.length).toBeLessThanOrEqual(1);
      parts++;
    }
    expect(parts).toBeGreaterThan(5);
    expect(told[0]?.sharpSteps).toBe(900);
    expect(timers, 'what has changed meanwhile is looked at next').toHaveLength(1);
  });
});
