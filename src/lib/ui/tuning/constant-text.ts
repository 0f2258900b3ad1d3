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
  pinnedChunks: t.pinnedChunks,
  pinnedPart: t.pinnedPart,
  fullPart: t.fullPart,
  sparePart: t.sparePart,
  aheadS: t.aheadS,
  aheadMost: t.aheadMost,
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
  http2Kept: t.http2Kept,
  http2Less: t.http2Less,
  http2Fades: t.http2Fades,
  retryFirstMs: t.retryFirstMs,
  retryMostS: t.retryMostS,
  retries: t.retries,
  generatedPerWorker: t.generatedPerWorker,
  idleMiB: t.idle,
  levelUses: t.levelUses,
  diskHigh: t.diskHigh,
  diskLow: t.diskLow,
  diskShared: t.diskShared,
  diskCrowded: t.diskCrowded,
  diskMinAgeS: t.diskMinAge,
  diskAging: t.diskAging,
  diskOverviewMiB: t.diskOverview,
  diskOverviewPart: t.diskOverviewPart,
  diskOpenWeight: t.diskOpenWeight,
  movingUploadMs: t.movingUploadMs,
  volumeUploadMs: t.volumeUploadMs,
  volumeUploadMiB: t.volumeUpload,
  stillMs: t.stillMs,
};

/** What each constant does, in a sentence or two. */
export const constantHints: Readonly<Record<TuningName, string>> = {
  standIns: t.standInsHint,
  magnification: t.magnificationHint,
  extraChunks: t.extraChunksHint,
  pinnedTiles: t.pinnedTilesHint,
  pinnedBricks: t.pinnedBricksHint,
  pinnedChunks: t.pinnedChunksHint,
  pinnedPart: t.pinnedPartHint,
  fullPart: t.fullPartHint,
  sparePart: t.sparePartHint,
  aheadS: t.aheadSHint,
  aheadMost: t.aheadMostHint,
  voxelPx: t.voxelPxHint,
  hysteresis: t.hysteresisHint,
  behind: t.behindHint,
  tileShare: t.tileShareHint,
  brickShare: t.brickShareHint,
  chunkShare: t.chunkShareHint,
  prefetchShare: t.prefetchShareHint,
  http1Requests: t.http1RequestsHint,
  http2First: t.http2FirstHint,
  http2Most: t.http2MostHint,
  http2Kept: t.http2KeptHint,
  http2Less: t.http2LessHint,
  http2Fades: t.http2FadesHint,
  retryFirstMs: t.retryFirstMsHint,
  retryMostS: t.retryMostSHint,
  retries: t.retriesHint,
  generatedPerWorker: t.generatedPerWorkerHint,
  idleMiB: t.idleHint,
  levelUses: t.levelUsesHint,
  diskHigh: t.diskHighHint,
  diskLow: t.diskLowHint,
  diskShared: t.diskSharedHint,
  diskCrowded: t.diskCrowdedHint,
  diskMinAgeS: t.diskMinAgeHint,
  diskAging: t.diskAgingHint,
  diskOverviewMiB: t.diskOverviewHint,
  diskOverviewPart: t.diskOverviewPartHint,
  diskOpenWeight: t.diskOpenWeightHint,
  movingUploadMs: t.movingUploadMsHint,
  volumeUploadMs: t.volumeUploadMsHint,
  volumeUploadMiB: t.volumeUploadHint,
  stillMs: t.stillMsHint,
};

export const groupNames: Readonly<Record<TuningGroup, string>> = {
  planner: t.planner,
  scheduler: t.scheduler,
  caches: t.caches,
  disk: t.disk,
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
  s: t.secondsUnit,
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
