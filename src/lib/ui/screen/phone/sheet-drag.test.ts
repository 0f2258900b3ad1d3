import { describe, expect, it } from 'vitest';
import { sheetHeights, type SheetStop } from '../layout';
import { SheetDrag } from './sheet-drag';

const heights = sheetHeights(844, true);

/** Drags the grip `up` pixels from a stop within `ms`, then waits and lets go. */
function drag(from: SheetStop, up: number, { ms, waitMs = 0 }: { ms: number; waitMs?: number }) {
  const finger = new SheetDrag({ y: 700, height: heights[from], timeMs: 0 }, heights);
  const steps = 10;
  for (let i = 1; i <= steps; i++) finger.move({ y: 700 - (up * i) / steps, timeMs: (ms * i) / steps });
  return { height: finger.height, stop: finger.release(ms + waitMs) };
}

describe('a finger on the grip', () => {
  it('takes the sheet along, and not beyond its ends', () => {
    expect(drag('closed', 200, { ms: 500 }).height).toBe(350);
    expect(drag('closed', -80, { ms: 500 }).height).toBe(heights.closed);
    expect(drag('half', 900, { ms: 500 }).height).toBe(heights.full);
  });

  it('leaves it at the nearest stop when it was slow', () => {
    expect(drag('closed', 100, { ms: 1000 }).stop).toBe('closed');
    expect(drag('closed', 250, { ms: 1000 }).stop).toBe('half');
  });

  it('flicks it one stop on when it was fast, however short the way', () => {
    expect(drag('closed', 60, { ms: 60 }).stop).toBe('half');
    expect(drag('half', -60, { ms: 60 }).stop).toBe('closed');
    expect(drag('full', -60, { ms: 60 }).stop).toBe('half');
  });

  it('flicks it no further than the stop ahead', () => {
    expect(drag('closed', 280, { ms: 200 }).stop).toBe('half');
  });

  it('does not flick when it stood still before it let go', () => {
    expect(drag('closed', 60, { ms: 60, waitMs: 400 }).stop).toBe('closed');
  });

  it('presses when it hardly moved', () => {
    expect(drag('closed', 4, { ms: 50 })).toEqual({ height: undefined, stop: undefined });
  });
});
