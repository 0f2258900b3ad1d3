import type { Detail } from '../device/device-profile';
import type { Preferences } from '../preferences/preferences';

export type { DetailReason } from '../device/device-profile';
export type { Preferences } from '../preferences/preferences';

/** What the interface sees and does of the choices for all visits. Properties are reactive; commands return at once. */
export interface PreferencesViewer {
  readonly chosen: Preferences;
  /** The theme in force. */
  readonly theme: 'dark' | 'light';
  readonly isMotionReduced: boolean;
  /** How finely the picture is drawn now, and why not more so. */
  readonly detail: Detail;
  /** The limit in force, and what the device suggests. */
  readonly memoryLimitBytes: number;
  readonly suggestedLimitBytes: number;
  /** The address of the page sets the limit, so that the choice waits for another. */
  readonly isLimitFromAddress: boolean;

  set(patch: Partial<Preferences>): void;
  /** The device's own limit from now on. */
  unsetMemoryLimit(): void;
  /** Everything as it is at first. */
  reset(): void;
}
