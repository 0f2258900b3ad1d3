import { expect, it } from 'vitest';
import { progressiveTuning, type Tuning } from '../../core';
import { makePyramid } from '../pyramid.fixture';
import { cameraAt, levelsOf, plan } from './plan-tiles.fixture';

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

it('keeps the finest level whole that has no more tiles than are tuned', () => {
  const whole = makePyramid({ shape: [8192, 8192], chunks: [512, 512], levels: 6 });
  const levels = (pinnedTiles: number) => {
    // So that neither what a level costs nor a level between decides.
    const tuning = { ...progressiveTuning, pinnedTiles, extraChunks: 100, magnification: 100 };
    const { want } = plan({ dataset: whole, camera, limits: { tuning } });
    return levelsOf(want.map(({ key }) => key)).sort((a, b) => a - b);
  };
  // Levels 5 to 2 have 1, 4, 16 and 64 tiles.
  expect([1, 3, 4, 15, 16, 63, 64].map((tiles) => levels(tiles).at(-1))).toEqual([5, 5, 4, 4, 3, 3, 2]);
});
