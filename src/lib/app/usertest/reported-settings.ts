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

/** Whether what of the settings figures depend on stays as it was when a task began. */
export class SettingsWatch {
  readonly #before: string;
  #haveChanged = false;

  constructor(before: CurrentSettings) {
    this.#before = told(before);
  }

  /** Notes a change, which may be taken back before the task ends. */
  look(now: CurrentSettings): void {
    this.#haveChanged ||= told(now) !== this.#before;
  }

  /** Returns what the task ended with. */
  endedWith(now: CurrentSettings): TaskSettings {
    this.look(now);
    return { ...now, haveChanged: this.#haveChanged };
  }
}

function told({ memoryLimitMiB, quality, tuning }: CurrentSettings): string {
  return [memoryLimitMiB, quality, tuning.name].join(' ');
}

/** Keeps two decimals. */
export function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

function layoutOf({ arrangement, layers }: Scene): 'stacked' | 'grid' | 'swipe' {
  if (arrangement.isGrid && layers.length > 1) return 'grid';
  return arrangement.swipe && !arrangement.isGrid ? 'swipe' : 'stacked';
}
