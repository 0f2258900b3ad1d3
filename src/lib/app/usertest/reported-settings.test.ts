import { expect, it } from 'vitest';
import { tuningPresets } from '../tuning/tuning-specs';
import { SettingsWatch } from './reported-settings';
import { reportedTuning } from './reported-tuning';

const picture = { mode: '2d', layout: 'stacked', size: [1200, 800], pixelRatio: 1 } as const;
const now = {
  ...{ memoryLimitMiB: 512, quality: 1, device: 'desktop' as const, picture },
  tuning: reportedTuning(tuningPresets.progressive),
};

/** What a task reports that began with some settings, and had others at each look and at its end. */
function reported(...looks: readonly Parameters<SettingsWatch['look']>[0][]) {
  const watch = new SettingsWatch(now);
  for (const each of looks.slice(0, -1)) watch.look(each);
  return watch.endedWith(looks.at(-1) ?? now);
}
const changes = [
  { memoryLimitMiB: 256 },
  { quality: 0.5 },
  { tuning: reportedTuning({ ...tuningPresets.progressive, stillMs: 90 }) },
];

it('says whether what figures depend on was there from the beginning of a task', () => {
  expect(reported(now, now)).toEqual({ ...now, haveChanged: false });
  for (const changed of changes) {
    const other = { ...now, ...changed };
    expect(reported(other)).toEqual({ ...other, haveChanged: true });
  }
});

it('does not forget a change that was taken back', () => {
  for (const changed of changes)
    expect(reported(now, { ...now, ...changed }, now)).toEqual({ ...now, haveChanged: true });
});

it('takes it for no change that a task is done in 3D: that may be the task', () => {
  const volume = { ...now, picture: { ...picture, mode: '3d' as const } };
  expect(reported(volume, volume)).toEqual({ ...volume, haveChanged: false });
});
