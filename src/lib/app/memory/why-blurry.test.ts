import fc from 'fast-check';
import { expect, it } from 'vitest';
import { whyBlurry, type LayerStanding } from './why-blurry';

const sharp: LayerStanding = {
  wanted: 10,
  loaded: 10,
  missedOffline: 0,
  failed: 0,
  awaitedLevels: [],
  failedLevels: [],
  quality: 1,
  voxelPx: 0.8,
};
const kinds = (standing: Partial<LayerStanding>) =>
  whyBlurry({ ...sharp, ...standing }).map(({ kind }) => kind);

it('says nothing of what is as sharp as it can be', () => {
  expect(whyBlurry(sharp)).toEqual([]);
});

it('tells what is on the way from what is out of reach and from what failed', () => {
  expect(whyBlurry({ ...sharp, loaded: 3, missedOffline: 2, failed: 1 })).toEqual([
    { kind: 'loading', chunks: 4 },
    { kind: 'offline', chunks: 2 },
    { kind: 'failed', chunks: 1 },
  ]);
});

it('names the finest level whose metadata is on its way or could not be read, though all chunks of another are here', () => {
  expect(whyBlurry({ ...sharp, awaitedLevels: [2, 1] })).toEqual([{ kind: 'level-awaited', level: 1 }]);
  expect(whyBlurry({ ...sharp, failedLevels: [0, 1] })).toEqual([{ kind: 'level-failed', level: 0 }]);
  expect(kinds({ awaitedLevels: [0], failedLevels: [1], loaded: 9 })).toEqual([
    ...['loading', 'level-awaited', 'level-failed'],
  ]);
});

it('names what the plan was held back by', () => {
  expect(kinds({ limitedBy: 'memory' })).toEqual(['memory']);
  expect(kinds({ limitedBy: 'no-finer-level', voxelPx: 5 })).toEqual(['no-finer-level']);
  expect(kinds({ limitedBy: 'level-locked', loaded: 9 })).toEqual(['loading', 'level-locked']);
});

it('names a low quality where voxels are seen for it, and nothing else holds them back', () => {
  expect(kinds({ quality: 0.5, voxelPx: 1.9 })).toEqual(['quality']);
  expect(kinds({ quality: 0.5, voxelPx: 0.9 })).toEqual([]);
  expect(kinds({ quality: 0.5, voxelPx: 4, limitedBy: 'memory' })).toEqual(['memory']);
});

it('never counts a chunk twice, nor fewer than none', () => {
  const count = fc.nat({ max: 50 });
  fc.assert(
    fc.property(count, count, count, count, (wanted, loaded, missedOffline, failed) => {
      const reasons = whyBlurry({ ...sharp, wanted, loaded, missedOffline, failed });
      const chunks = reasons.map((reason) => ('chunks' in reason ? reason.chunks : 0));
      expect(chunks.every((number) => number > 0)).toBe(true);
      const told = chunks.reduce((sum, number) => sum + number, 0);
      expect(told).toBe(Math.max(wanted - loaded, missedOffline + failed));
    }),
  );
});
