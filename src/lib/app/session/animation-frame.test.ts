import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextFrame, requestFrame } from './animation-frame';

/** Frames that the test gives by hand, or, as in a hidden page, never. */
let frames: Map<number, (nowMs: number) => void>;

beforeEach(() => {
  vi.useFakeTimers();
  frames = new Map();
  let count = 0;
  vi.stubGlobal('requestAnimationFrame', (callback: (nowMs: number) => void) => {
    frames.set(++count, callback);
    return count;
  });
  vi.stubGlobal('cancelAnimationFrame', (id: number) => void frames.delete(id));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function giveFrame(nowMs: number): void {
  const given = [...frames.values()];
  frames.clear();
  for (const callback of given) callback(nowMs);
}

describe('a frame', () => {
  it('is the next one that the browser draws, and comes once', () => {
    const times: number[] = [];
    requestFrame((nowMs) => void times.push(nowMs));
    giveFrame(16);
    vi.advanceTimersByTime(10_000);
    expect(times).toEqual([16]);
  });

  it('comes, once, in a hidden page, which draws none', () => {
    const came = vi.fn();
    requestFrame(came);
    vi.advanceTimersByTime(10_000);
    giveFrame(10_016);
    expect(came).toHaveBeenCalledTimes(1);
  });

  it('goes on from one to the next in a hidden page, so that loading comes to its end', async () => {
    let count = 0;
    const run = async () => {
      for (; count < 5; count++) await nextFrame();
    };
    const running = run();
    await vi.advanceTimersByTimeAsync(10_000);
    await running;
    expect(count).toBe(5);
  });

  it('leaves nothing behind that would wake the page', () => {
    requestFrame(() => undefined);
    giveFrame(16);
    requestFrame(() => undefined);
    vi.advanceTimersByTime(10_000);
    expect([vi.getTimerCount(), frames.size]).toEqual([0, 0]);
  });
});
