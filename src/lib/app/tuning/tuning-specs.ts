import { progressiveTuning, type Tuning } from '../../core';

/** In what a constant is measured; `part`: from 0 to 1; `times`: a factor. */
export type TuningUnit = 'switch' | 'part' | 'times' | 'px' | 'ms' | 's' | 'MiB' | 'count';

/** Which part of the program a constant is of. */
export type TuningGroup = 'planner' | 'scheduler' | 'caches' | 'disk' | 'uploads';

/** What a constant may be. The bounds are those within which every promise holds: memory, coverage, and input in time. */
export interface TuningSpec {
  readonly group: TuningGroup;
  readonly unit: TuningUnit;
  /** 0 and 1 for a switch. */
  readonly min: number;
  readonly max: number;
  /** Whole numbers only. */
  readonly isWhole: boolean;
}

const real = (group: TuningGroup, unit: TuningUnit, [min, max]: readonly [number, number]): TuningSpec => ({
  ...{ group, unit, min, max, isWhole: false },
});
const whole = (group: TuningGroup, unit: TuningUnit, bounds: readonly [number, number]): TuningSpec => ({
  ...real(group, unit, bounds),
  isWhole: true,
});

/** By name, in the order in which they are shown. */
export const tuningSpecs: Readonly<Record<keyof Tuning, TuningSpec>> = {
  standIns: whole('planner', 'switch', [0, 1]),
  magnification: real('planner', 'times', [1, 64]),
  extraChunks: real('planner', 'part', [0, 1]),
  pinnedTiles: whole('planner', 'count', [1, 64]),
  pinnedBricks: whole('planner', 'count', [0, 512]),
  pinnedChunks: whole('planner', 'count', [1, 64]),
  pinnedPart: real('planner', 'part', [0.05, 0.4]),
  // The first below the second, whatever they are.
  fullPart: real('planner', 'part', [0.3, 0.75]),
  sparePart: real('planner', 'part', [0.8, 1]),
  aheadS: real('planner', 's', [0, 10]),
  aheadMost: whole('planner', 'count', [2, 256]),
  voxelPx: real('planner', 'px', [0.5, 4]),
  hysteresis: real('planner', 'times', [1, 2]),
  behind: real('planner', 'times', [1, 8]),
  http1Requests: whole('scheduler', 'count', [1, 24]),
  http2First: whole('scheduler', 'count', [1, 64]),
  http2Most: whole('scheduler', 'count', [1, 128]),
  http2Kept: real('scheduler', 'part', [0.5, 1]),
  http2Less: real('scheduler', 'part', [0.25, 0.95]),
  http2Fades: real('scheduler', 'part', [0.5, 1]),
  retryFirstMs: real('scheduler', 'ms', [100, 10_000]),
  retryMostS: real('scheduler', 's', [1, 300]),
  retries: whole('scheduler', 'count', [1, 20]),
  generatedPerWorker: whole('scheduler', 'count', [1, 8]),
  tileShare: real('caches', 'part', [0.1, 0.9]),
  brickShare: real('caches', 'part', [0.1, 0.95]),
  // Together at most all of it.
  chunkShare: real('caches', 'part', [0.1, 0.85]),
  prefetchShare: real('caches', 'part', [0, 0.15]),
  idleMiB: real('caches', 'MiB', [0, 64]),
  levelUses: whole('caches', 'count', [0, 4096]),
  // Each of these three above the next, whatever they are.
  diskHigh: real('disk', 'part', [0.86, 0.95]),
  diskLow: real('disk', 'part', [0.76, 0.85]),
  diskShared: real('disk', 'part', [0.4, 0.75]),
  diskCrowded: real('disk', 'part', [0.1, 0.8]),
  diskMinAgeS: real('disk', 's', [0, 300]),
  diskAging: real('disk', 'times', [1, 4]),
  diskOverviewMiB: real('disk', 'MiB', [0, 256]),
  diskOverviewPart: real('disk', 'part', [0.02, 0.5]),
  diskOpenWeight: real('disk', 'times', [1, 16]),
  movingUploadMs: real('uploads', 'ms', [0.5, 16]),
  volumeUploadMs: real('uploads', 'ms', [1, 50]),
  volumeUploadMiB: real('uploads', 'MiB', [1, 64]),
  stillMs: real('uploads', 'ms', [0, 1000]),
};

/** A strategy that has a name. */
export type PresetName = 'progressive' | 'one-level';

/** The strategies to begin with. */
export const tuningPresets: Readonly<Record<PresetName, Tuning>> = {
  progressive: progressiveTuning,
  'one-level': { ...progressiveTuning, standIns: false, pinnedBricks: 0 },
};

/** Names of the constants. */
export const tuningNames = Object.keys(tuningSpecs) as readonly (keyof Tuning)[];

/** Whether a constant may have a value. */
export function isWithinSpec(name: keyof Tuning, value: unknown): boolean {
  const { unit, min, max, isWhole } = tuningSpecs[name];
  if (unit === 'switch') return typeof value === 'boolean';
  if (typeof value !== 'number' || !(value >= min && value <= max)) return false;
  return !isWhole || Number.isInteger(value);
}
