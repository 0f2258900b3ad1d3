import type { PresetName, TuningField, TuningGroup, TuningName } from '../../app';
import { tuning as t } from '../../messages';
import { steppedText } from '../text/numbers';

/** What each constant is called. */
export const constantNames: Readonly<Record<TuningName, string>> = {
  standIns: t.standIns,
  magnification: t.magnification,
  extraChunks: t.extraChunks,
  pinnedTiles: t.pinnedTiles,
  pinnedBricks: t.pinnedBricks,
  voxelPx: t.voxelPx,
  hysteresis: t.hysteresis,
  behind: t.behind,
  tileShare: t.tileShare,
  brickShare: t.brickShare,
  chunkShare: t.chunkShare,
  prefetchShare: t.prefetchShare,
  http1Requests: t.http1Requests,
  http2First: t.http2First,
  http2Most: t.http2Most,
  generatedPerWorker: t.generatedPerWorker,
  idleMiB: t.idle,
  movingUploadMs: t.movingUploadMs,
  volumeUploadMs: t.volumeUploadMs,
  volumeUploadMiB: t.volumeUpload,
  stillMs: t.stillMs,
};

export const groupNames: Readonly<Record<TuningGroup, string>> = {
  planner: t.planner,
  scheduler: t.scheduler,
  caches: t.caches,
  uploads: t.uploads,
};

export const presetNames: Readonly<Record<PresetName, string>> = {
  progressive: t.progressive,
  'one-level': t.oneLevel,
};

export const presetHints: Readonly<Record<PresetName, string>> = {
  progressive: t.progressiveHint,
  'one-level': t.oneLevelHint,
};

const units: Readonly<Record<TuningField['unit'], string>> = {
  switch: '',
  count: '',
  part: t.part,
  times: t.times,
  px: t.px,
  ms: t.ms,
  MiB: t.mebibytes,
};

/** Returns what stands after the number of a constant. */
export function unitText({ unit }: TuningField): string {
  return units[unit];
}

/** Returns a value as it is shown: with as many decimals as it needs, three at most. */
export function constantText(value: number | boolean): string {
  if (typeof value === 'boolean') return value ? t.on : t.off;
  const step =
    [1, 0.1, 0.01].find((each) => Math.abs(value / each - Math.round(value / each)) < 1e-6) ?? 0.001;
  return steppedText(value, step);
}
