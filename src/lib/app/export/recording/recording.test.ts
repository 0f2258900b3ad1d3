import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordFrames } from './record-frames';
import { frameCount, recordingFrames, recordingSize } from './recording-plan';

describe('the frames of a recording', () => {
  it('go round in a loop over whole turns, and end at the angle of others', () => {
    expect(recordingFrames({ kind: 'turn', about: 'screen', degrees: 360, frames: 4 })).toEqual([
      0, 90, 180, 270,
    ]);
    expect(recordingFrames({ kind: 'turn', about: 'z', degrees: -90, frames: 4 })).toEqual([
      -0, -30, -60, -90,
    ]);
    expect(recordingFrames({ kind: 'turn', about: 'z', degrees: 90, frames: 1 })).toEqual([0]);
  });

  it('step along a slider from the first to at most the last, either way', () => {
    const index = fc.nat(2000);
    fc.assert(
      fc.property(index, index, fc.integer({ min: 1, max: 300 }), (first, last, step) => {
        const motion = { kind: 'sweep', axis: 'z', first, last, step } as const;
        const frames = recordingFrames(motion);
        expect(frames.length).toBe(frameCount(motion));
        expect(frames[0]).toBe(first);
        expect(Math.abs(last - (frames.at(-1) ?? NaN))).toBeLessThan(step);
        frames.slice(1).forEach((frame, n) => expect(Math.abs(frame - (frames[n] ?? NaN))).toBe(step));
        const [low, high] = [Math.min(first, last), Math.max(first, last)];
        expect(frames.every((frame) => frame >= low && frame <= high)).toBe(true);
      }),
    );
  });

  it('are of even size, in the shape of the screen', () => {
    expect(recordingSize({ width: 1440, height: 900 }, 721)).toEqual({ width: 1154, height: 722 });
  });
});

describe('a recording', () => {
  const logged = (over: Partial<Parameters<typeof recordFrames>[1]> = {}) => {
    const log: string[] = [];
    return {
      log,
      effects: {
        show: (frame: number) => void log.push(`show ${String(frame)}`),
        settled: () => Promise.resolve<string[]>([]),
        encode: (at: number) => Promise.resolve(void log.push(`encode ${String(at)}`)),
        progress: () => undefined,
        restore: () => void log.push('restore'),
        ...over,
      },
    };
  };
  const { signal } = new AbortController();

  it('encodes each frame once it is settled, and puts the view back', async () => {
    const { log, effects } = logged({ settled: () => Promise.resolve(['network 0/1']) });
    expect(await recordFrames([3, 5], effects, signal)).toBe(2);
    expect(log).toEqual(['show 3', 'encode 0', 'show 5', 'encode 1', 'restore']);
  });

  it('encodes nothing more once it is cancelled, and puts the view back', async () => {
    const controller = new AbortController();
    const { log, effects } = logged({ progress: () => controller.abort() });
    await expect(recordFrames([3, 5], effects, controller.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(log).toEqual(['show 3', 'encode 0', 'restore']);
  });

  it('puts the view back when a frame cannot be encoded', async () => {
    const { log, effects } = logged({ encode: () => Promise.reject(new Error('full')) });
    await expect(recordFrames([3], effects, signal)).rejects.toThrow('full');
    expect(log).toEqual(['show 3', 'restore']);
  });
});
