import { mebibytes, upToMultiple, type TaskSettings } from '../../telemetry';
import { deviceClass } from '../device/device-profile';
import { readDevice } from '../device/watch-device';
import type { Scene } from '../scene/scene';
import type { Session } from '../session/session';
import { reportedTuning } from './reported-tuning';

/** Windows and pictures are told in steps of so many CSS pixels. */
export const SIZE_STEP_PX = 200;

type CurrentSettings = Required<Omit<TaskSettings, 'haveChanged'>>;

/** Returns what is in force now. */
export function currentSettings({ scene, budget, engine, tuning }: Session): CurrentSettings {
  const { width, height, pixelRatio } = scene.camera;
  return {
    memoryLimitMiB: mebibytes(budget.limitBytes),
    quality: hundredths(1 / (engine.bias * engine.thrift)),
    tuning: reportedTuning(tuning),
    device: deviceClass(readDevice()),
    picture: {
      mode: scene.mode,
      layout: layoutOf(scene),
      size: [upToMultiple(width, SIZE_STEP_PX), upToMultiple(height, SIZE_STEP_PX)],
      pixelRatio: hundredths(pixelRatio),
    },
  };
}

/** Returns what a task ended with, and whether that of it which figures depend on was there from its beginning. */
export function endedWith(before: CurrentSettings, now: CurrentSettings): TaskSettings {
  const told = ({ memoryLimitMiB, quality, tuning }: CurrentSettings) =>
    [memoryLimitMiB, quality, tuning.name].join(' ');
  return { ...now, haveChanged: told(before) !== told(now) };
}

/** Keeps two decimals. */
export function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

function layoutOf({ arrangement, layers }: Scene): 'stacked' | 'grid' | 'swipe' {
  if (arrangement.isGrid && layers.length > 1) return 'grid';
  return arrangement.swipe && !arrangement.isGrid ? 'swipe' : 'stacked';
}
