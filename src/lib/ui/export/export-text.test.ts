import { describe, expect, it } from 'vitest';
import { arrayText, pixelsText, recordingText } from './export-text';

const marks = { scaleBar: true, axes: true, measurements: true, outlines: false, box: false };

describe('words of the export panel', () => {
  it('say how large a picture is', () => {
    expect(pixelsText({ width: 2880, height: 900 })).toBe('2,880 × 900');
  });

  it('say how long a turn is', () => {
    const motion = { kind: 'turn', about: 'screen', degrees: 360, frames: 90 } as const;
    expect(recordingText({ motion, fps: 25, height: 720, marks })).toBe('90 frames, 3.6 s');
  });

  it('say how long a sweep is that goes backwards, and does not end on a step', () => {
    const motion = { kind: 'sweep', axis: 'z', first: 9, last: 0, step: 4 } as const;
    expect(recordingText({ motion, fps: 1, height: 720, marks })).toBe('3 frames, 3.0 s');
  });

  it('say what an array is', () => {
    const estimate = { axes: ['y', 'x'], shape: [512, 1024], dtype: 'uint16', bytes: 1_048_576 };
    expect(arrayText(estimate)).toBe('y, x: 512 × 1,024 of uint16, 1 MB');
  });
});
