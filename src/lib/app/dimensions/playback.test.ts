import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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

  it('never leaves the axis', () => {
    const loops = fc.constantFrom('loop' as const, 'once' as const, 'back-and-forth' as const);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.nat(200),
        loops,
        fc.nat(49),
        (count, steps, loop, start) => {
          const { index } = nextIndex(Math.min(start, count - 1), count, steps, { loop, direction: 1 });
          expect(index).toBeGreaterThanOrEqual(0);
          expect(index).toBeLessThan(count);
        },
      ),
    );
  });
});

describe('Playback', () => {
  function makePlayback(isShown = () => true) {
    let index = 0;
    const playback = new Playback({
      range: () => ({ index, count: 100 }),
      isShown,
      setPosition: (_, next) => {
        index = next;
      },
    });
    return { playback, index: () => index };
  }

  it('drops frames rather than fall behind', () => {
    const { playback, index } = makePlayback();
    playback.patch('t', { fps: 10, waitForData: false });
    playback.toggle('t', 0);
    playback.tick(1000);
    expect(index()).toBe(10);
  });

  it('waits for data when asked to', () => {
    let shown = false;
    const { playback, index } = makePlayback(() => shown);
    playback.toggle('t', 0);
    playback.tick(1000);
    expect(index()).toBe(0);
    shown = true;
    playback.tick(1016);
    expect(index()).toBe(1);
  });
});
