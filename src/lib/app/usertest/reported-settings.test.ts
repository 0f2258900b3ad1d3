import { expect, it } from 'vitest';
import { tuningPresets } from '../tuning/tuning-specs';
import { endedWith } from './reported-settings';
import { reportedTuning } from './reported-tuning';

const picture = { mode: '2d', layout: 'stacked', size: [1200, 800], pixelRatio: 1 } as const;
const now = {
  ...{ memoryLimitMiB: 512, quality: 1, device: 'desktop' as const, picture },
  tuning: reportedTuning(tuningPresets.progressive),
};

it('says whether what figures depend on was there from the beginning of a task', () => {
  expect(endedWith(now, now)).toEqual({ ...now, haveChanged: false });
  for (const changed of [
    { memoryLimitMiB: 256 },
    { quality: 0.5 },
    { tuning: reportedTuning({ ...tuningPresets.progressive, stillMs: 90 }) },
  ])
    expect(endedWith({ ...now, ...changed }, now)).toEqual({ ...now, haveChanged: true });
});

it('takes it for no change that a task is done in 3D: that may be the task', () => {
  const volume = { ...now, picture: { ...picture, mode: '3d' as const } };
  expect(endedWith(now, volume)).toEqual({ ...volume, haveChanged: false });
});
