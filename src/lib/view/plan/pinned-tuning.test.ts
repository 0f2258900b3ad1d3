import { expect, it } from 'vitest';
import { progressiveTuning, type Tuning } from '../../core';
import { makePyramid } from '../pyramid.fixture';
import { cameraAt, plan } from './plan-tiles.fixture';

/** Four levels; the coarsest has 8 chunks across and down, of a quarter of a tile each. */
const dataset = makePyramid({ shape: [8192, 8192], chunks: [128, 128], levels: 4 });
const camera = cameraAt(200, 200, 1, { width: 256, height: 256 });

/** How many chunks of the coarsest level a view of a corner wants. */
function pinned(tuned: Partial<Tuning>, limits: { maxTiles?: number } = {}): number {
  const { want } = plan({
    dataset,
    camera,
    limits: { ...limits, tuning: { ...progressiveTuning, ...tuned } },
  });
  return want.filter(({ key }) => key.level === 3).length;
}

it('keeps a level whole that has no more chunks than are tuned', () => {
  expect(pinned({ pinnedChunks: 64 })).toBe(64);
  expect(pinned({ pinnedChunks: 63 })).toBeLessThan(8);
});

it('keeps a level whole that takes no more of the limits than is tuned', () => {
  expect(pinned({ pinnedChunks: 64, pinnedPart: 0.4 }, { maxTiles: 50 })).toBe(64);
  expect(pinned({ pinnedChunks: 64, pinnedPart: 0.3 }, { maxTiles: 50 })).toBeLessThan(8);
});
