import { expect, it } from 'vitest';
import { progressiveTuning } from '../../../core';
import { volumeBounds } from '../level-volume';
import { fitCamera3D, zoomAbout3D } from '../move-camera-3d';
import { evenFactors, makeVolume, volumeViewOf } from '../volume.fixture';
import { planBricks } from './plan-bricks';

it('keeps the coarsest level of a volume whole that has no more bricks than are tuned', () => {
  // Two levels; the coarsest has 4×4×4 bricks.
  const dataset = makeVolume({ shape: [256, 256, 256], chunks: [32, 32, 32], factors: evenFactors(2) });
  const view = volumeViewOf(dataset);
  const home = fitCamera3D(volumeBounds(dataset, view), { width: 256, height: 256, pixelRatio: 1 });
  const camera = zoomAbout3D(home, 4);
  const coarse = (pinnedBricks: number) => {
    const tuning = { ...progressiveTuning, pinnedBricks };
    const limits = { maxBricks: 3000, maxChunkBytes: 2 ** 28, level: 'auto', bias: 1, tuning } as const;
    return planBricks({ dataset, view, camera }, limits).bricks.filter(({ level }) => level === 1).length;
  };
  const [none, fewer, whole] = [0, 63, 64].map(coarse);
  expect(whole).toBe(64);
  expect(fewer).toBeLessThan(64);
  expect(none).toBe(fewer);
});
