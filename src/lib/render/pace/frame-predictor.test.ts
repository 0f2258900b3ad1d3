import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FramePredictor } from './frame-predictor';
import { nextStrip } from './strips';

describe('FramePredictor', () => {
  it('learns what a unit of work takes', () => {
    const predictor = new FramePredictor();
    for (let i = 0; i < 50; i++) predictor.observe(1e6, 30);
    expect(predictor.predictMs(2e6)).toBeCloseTo(60, 0);
  });

  it('tells the overhead of a submission from its work', () => {
    const predictor = new FramePredictor();
    for (let i = 0; i < 60; i++) {
      const work = i % 2 === 0 ? 1e5 : 8e5;
      predictor.observe(work, 20 + work * 10e-6);
    }
    expect(predictor.predictMs(1e6)).toBeCloseTo(10, 0);
  });

  it('tries more at once when what it gave was done early', () => {
    const predictor = new FramePredictor();
    for (let i = 0; i < 30; i++) predictor.observe(1e5, 4);
    expect(predictor.workFor(8)).toBeGreaterThan(1.5e5);
  });

  it('does not let one stray measurement rule', () => {
    const predictor = new FramePredictor();
    for (let i = 0; i < 30; i++) predictor.observe(1e6, 10);
    predictor.observe(1e6, 5000);
    expect(predictor.predictMs(1e6)).toBeLessThan(30);
  });
});

describe('nextStrip', () => {
  it('ends every picture within 24 strips, however slow the computer seems', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4000 }),
        fc.array(fc.double({ min: 0, max: 1e4, noNaN: true })),
        (height, measuredMs) => {
          const predictor = new FramePredictor();
          const picture = { height, work: height * 1000 };
          for (const ms of measuredMs) predictor.observe(picture.work / 16, ms);
          let y = 0;
          let strips = 0;
          while (y < height) {
            const strip = nextStrip(predictor, y, picture);
            expect(strip.y).toBe(y);
            y += strip.height;
            strips++;
          }
          expect(y).toBe(height);
          expect(strips).toBeLessThanOrEqual(24);
        },
      ),
    );
  });
});
