import { strategyName, type Tuning } from '../../core';
import type { ReportedTuning } from '../../telemetry';
import { changesFrom, nearestPreset, tuningVersion } from '../tuning/tuning-text';

/** Returns what a report says of the constants in force. */
export function reportedTuning(tuning: Tuning): ReportedTuning {
  const preset = nearestPreset(tuning);
  const changed = changesFrom(preset, tuning);
  return { version: tuningVersion, name: strategyName(preset, changed), preset, changed };
}
