import { expect, test } from 'vitest';
import type { Tuning } from '../../../core';
import { volumeBounds } from '../level-volume';
import { fitCamera3D } from '../move-camera-3d';
import { evenFactors, makeVolume, volumeViewOf } from '../volume.fixture';
import { brickContext } from './brick-context';
import { chooseStep } from './choose-step';
import type { BrickRanking } from './rank-bricks';
import { thresholdAt } from './thresholds';

const dataset = makeVolume({ shape: [64, 64, 64], chunks: [32, 32, 32], factors: evenFactors(1) });
const view = volumeViewOf(dataset);
const camera = fitCamera3D(volumeBounds(dataset, view), { width: 100, height: 100, pixelRatio: 1 });
const limits = { maxBricks: 100, maxChunkBytes: 1e6, level: 'auto', bias: 1 } as const;
const context = brickContext({ dataset, view, camera }, limits);

/** A ranking that needs so many bricks at each threshold. */
function rankingOf(...bricks: number[]): BrickRanking {
  return {
    thresholds: bricks.map((_, step) => thresholdAt(1, step)),
    buckets: bricks.map(() => []),
    costs: bricks.map((count) => ({ bricks: count, chunks: count, bytes: count })),
    first: bricks.findIndex((count) => count <= limits.maxBricks),
    uncut: bricks.length,
    isWhole: false,
  };
}

function choose(bricks: number[], stepBefore?: number, tuned: Partial<Tuning> = {}): number {
  const before = stepBefore === undefined ? undefined : thresholdAt(1, stepBefore);
  const tuning = { ...context.tuning, ...tuned };
  return chooseStep({ ...context, tuning }, rankingOf(...bricks), before);
}

test('the first plan takes the lowest threshold that fits', () => {
  expect(choose([400, 101, 100, 20])).toBe(2);
  expect(choose([90, 50])).toBe(0);
});

test('a plan that no longer fits rises', () => {
  expect(choose([400, 101, 80, 20], 1)).toBe(2);
});

test('a plan that fills six tenths of its limits stays, though a lower threshold would fit', () => {
  expect(choose([95, 61, 30], 1)).toBe(1);
});

test('an emptier plan falls as far as leaves room to spare, and no further', () => {
  expect(choose([95, 84, 50, 10], 3)).toBe(1);
  expect(choose([95, 90, 50, 10], 3)).toBe(2);
  expect(choose([95, 90, 50, 10], 2)).toBe(2);
});

test('how full a plan stays, and how much room it leaves, are as tuned', () => {
  expect([0.5, 0.6, 0.75].map((fullPart) => choose([80, 61, 30], 1, { fullPart }))).toEqual([1, 1, 0]);
  expect([0.8, 0.85, 1].map((sparePart) => choose([95, 83, 50, 10], 3, { sparePart }))).toEqual([2, 1, 0]);
});

test('bricks that come and go at the limit raise the threshold once', () => {
  const counts = [98, 102, 97, 103, 99, 101, 96];
  let step: number | undefined;
  const steps = counts.map((count) => (step = choose([count, count * 0.55, 20], step)));
  expect(steps).toEqual([0, 1, 1, 1, 1, 1, 1]);
});
