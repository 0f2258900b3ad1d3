import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { progressiveTuning, type Tuning } from '../../core';
import { nextIndex, Playback } from './playback';

describe('nextIndex', () => {
  it('wraps in a loop', () => {
    expect(nextIndex(4, 5, 1, { loop: 'loop', direction: 1 }).index).toBe(0);
  });

  it('stops at the end when played once', () => {
    expect(nextIndex(3, 5, 1, { loop: 'once', direction: 1 })).toMatchObject({ index: 4, playing: false });
  });

  it('visits every index once on the way there and once on the way back', () => {
    const visited: number[] = [];
    let state = { index: 0, direction: 1 as 1 | -1 };
    for (let i = 0; i < 8; i++) {
      state = nextIndex(state.index, 5, 1, { loop: 'back-and-forth', direction: state.direction });
      visited.push(state.index);
    }
    expect(visited).toEqual([1, 2, 3, 4, 3, 2, 1, 0]);
  });

  it('goes the other way when told to', () => {
    expect(nextIndex(1, 5, 3, { loop: 'loop', direction: -1 }).index).toBe(3);
    expect(nextIndex(1, 5, 3, { loop: 'once', direction: -1 })).toMatchObject({ index: 0, playing: false });
    expect(nextIndex(2, 5, 1, { loop: 'back-and-forth', direction: -1 }).index).toBe(1);
  });

  it('never leaves the axis', () => {
    const settings = fc.record({
      loop: fc.constantFrom('loop' as const, 'once' as const, 'back-and-forth' as const),
      direction: fc.constantFrom(1 as const, -1 as const),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.nat(200),
        settings,
        fc.nat(49),
        (count, steps, how, start) => {
          const { index } = nextIndex(Math.min(start, count - 1), count, steps, how);
          expect(index).toBeGreaterThanOrEqual(0);
          expect(index).toBeLessThan(count);
        },
      ),
    );
  });
});

describe('Playback', () => {
  /** An axis of 100 steps; `drawn` is what the picture on the canvas has of the step that was asked for last. */
  function makePlayback(count = 100, tuned: Partial<Tuning> = {}) {
    const visited: number[] = [];
    let index = 0;
    const canvas = { drawn: 'everything' as 'nothing' | 'something' | 'everything' };
    const playback = new Playback({
      range: () => ({ index, count }),
      isDrawn: (quality) => canvas.drawn === 'everything' || canvas.drawn === quality,
      setPosition: (_, next) => visited.push((index = next)),
      tuning: () => ({ ...progressiveTuning, ...tuned }),
    });
    return { playback, canvas, visited };
  }

  it('drops steps rather than fall behind', () => {
    const { playback, visited } = makePlayback();
    playback.patch('t', { fps: 10, waitForData: false });
    playback.toggle('t', 0);
    playback.tick(1000);
    playback.tick(1050);
    playback.tick(1100);
    expect(visited).toEqual([10, 11]);
  });

  it('stays with a step that nothing has come of, and then goes on to where the clock is', () => {
    const { playback, canvas, visited } = makePlayback();
    playback.patch('t', { waitForData: false });
    playback.toggle('t', 0);
    playback.tick(100);
    canvas.drawn = 'nothing';
    for (let nowMs = 110; nowMs < 1000; nowMs += 10) playback.tick(nowMs);
    expect(visited).toEqual([1]);
    canvas.drawn = 'something';
    playback.tick(1000);
    expect(visited).toEqual([1, 10]);
  });

  it('waits for all of the data when asked to, and leaves out nothing', () => {
    const { playback, canvas, visited } = makePlayback();
    playback.toggle('t', 0);
    canvas.drawn = 'something';
    playback.tick(1000);
    expect(visited).toEqual([]);
    canvas.drawn = 'everything';
    playback.tick(1016);
    expect(visited).toEqual([1]);
  });

  it('keeps its rate over frames that come a little late', () => {
    const { playback, visited } = makePlayback();
    playback.toggle('t', 0);
    for (let nowMs = 0; nowMs <= 1000; nowMs += 1000 / 60) playback.tick(nowMs + 7);
    expect(visited).toHaveLength(10);
  });

  it('begins anew at the other end when it is played once and has been', () => {
    const { playback, visited } = makePlayback(3);
    playback.patch('t', { loop: 'once' });
    playback.toggle('t', 0);
    for (let nowMs = 100; nowMs < 1000; nowMs += 100) playback.tick(nowMs);
    expect(visited).toEqual([1, 2]);
    playback.toggle('t', 1000);
    expect(visited).toEqual([1, 2, 0]);
    playback.toggle('t', 1000);
    playback.patch('t', { direction: -1 });
    playback.toggle('t', 1000);
    expect(visited.at(-1)).toBe(2);
  });

  it('asks for as many steps ahead as are tuned: by time, and at most', () => {
    const ahead = (tuned: Partial<Tuning>) => {
      const { playback } = makePlayback(1000, tuned);
      playback.toggle('t', 0);
      return playback.upcoming().length;
    };
    expect([ahead({}), ahead({ aheadS: 5 }), ahead({ aheadS: 0 })]).toEqual([20, 50, 2]);
    expect([ahead({ aheadS: 10 }), ahead({ aheadS: 10, aheadMost: 200 }), ahead({ aheadMost: 7 })]).toEqual([
      ...[64, 100, 7],
    ]);
  });

  it('asks for the next steps in the order in which it comes by them, each once', () => {
    const { playback } = makePlayback(5);
    playback.toggle('t', 0);
    expect(playback.upcoming().map(({ index }) => index)).toEqual([1, 2, 3, 4]);
    playback.patch('t', { direction: -1 });
    expect(playback.upcoming().map(({ index }) => index)).toEqual([4, 3, 2, 1]);
    playback.patch('t', { loop: 'once' });
    expect(playback.upcoming()).toEqual([]);
  });
});
