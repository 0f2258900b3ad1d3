import { describe, expect, it } from 'vitest';
import type { DrawList } from '../frame/draw-list';
import { FramePredictor } from './frame-predictor';
import { FrameRun } from './frame-run';
import { movingScale } from './strips';

const list = (work: number): DrawList => ({
  width: 1000,
  height: 800,
  passes: [],
  quads: new Float32Array(),
  uniforms: new Float32Array(),
  work,
});

/** A predictor that has learned that a unit takes `ns`. */
function learned(ns: number): FramePredictor {
  const predictor = new FramePredictor();
  for (let i = 0; i < 60; i++) predictor.observe(1e6, ns);
  return predictor;
}

describe('FrameRun', () => {
  it('cuts a slow picture into strips of about 8 ms that cover every row once', () => {
    const run = new FrameRun(list(8e5), learned(100), { atOnce: false, mayDirect: true });
    const strips = [];
    while (!run.isDone) strips.push(run.next());
    expect(strips).toHaveLength(10);
    expect(strips.reduce((y, strip) => (strip.y === y ? y + strip.height : NaN), 0)).toBe(800);
    expect(run.isDirect).toBe(false);
  });

  it('draws a fast picture at once, straight onto the canvas', () => {
    const run = new FrameRun(list(8e5), learned(2), { atOnce: false, mayDirect: true });
    expect(run.next()).toMatchObject({ y: 0, height: 800 });
    expect(run.isDirect).toBe(true);
  });

  it('draws a deterministic picture at once, however slow', () => {
    expect(new FrameRun(list(8e5), learned(100), { atOnce: true, mayDirect: true }).next().height).toBe(800);
  });
});

describe('movingScale', () => {
  it('makes a slow picture small enough for three strips while the view moves', () => {
    expect(movingScale(learned(100), { work: 8e5 }) ** 2 * 80).toBeCloseTo(24, 1);
  });

  it('leaves a fast picture at full size', () => {
    expect(movingScale(learned(10), { work: 8e5 })).toBe(1);
  });
});

describe('a picture of volumes', () => {
  const profile = [0, 0.1, 0.8, 0.1];

  it('is cut into strips of about the same work, where its work lies', () => {
    const volume = { blocks: new Float32Array(), table: new Uint32Array(), profile };
    const run = new FrameRun({ ...list(8e6), volume }, learned(100), { atOnce: false, mayDirect: true });
    const strips = [];
    while (!run.isDone) strips.push(run.next());
    expect(strips.reduce((y, strip) => (strip.y === y ? y + strip.height : NaN), 0)).toBe(800);
    expect(strips.length).toBeGreaterThan(50);
    expect(strips.length).toBeLessThanOrEqual(160);
    for (const { work, height } of strips) expect(height <= 5 || work <= 8.1e4).toBe(true);
    expect(strips.reduce((sum, { work }) => sum + work, 0)).toBeCloseTo(8e6, 0);
  });

  it('may become smaller while the view moves', () => {
    expect(movingScale(learned(100), { work: 8e7, profile })).toBe(0.125);
    expect(movingScale(learned(100), { work: 8e7 })).toBe(0.25);
  });
});
