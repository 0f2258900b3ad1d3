import { progressiveTuning, type Dataset, type Tuning } from '../../../core';
import { decodedChunkBytes, indexAt } from '../../tiles/level-plane';
import type { BrickLimits, BrickRequest } from '../brick-plan';
import { levelVolume, volumeBounds, type LevelVolume } from '../level-volume';
import type { VolumeView } from '../volume-view';
import { makeBrickTree, type BrickTree } from './brick-tree';
import { detailOf, type Detail } from './detail';
import { viewRegion, type ViewRegion } from './view-region';

/** What one level takes beside its bricks. */
export interface LevelFacts {
  readonly isOpen: boolean;
  /** Voxel index of each channel shown that has something there, store order; 0 at x, y, z. */
  readonly slices: readonly (readonly number[])[];
  /** The chunks that hold these at the first place of the volume: one, or several channels apart. */
  readonly prefixes: readonly (readonly number[])[];
  readonly chunkBytes: number;
}

/** What the steps of a plan share. */
export interface BrickContext {
  readonly request: BrickRequest;
  readonly limits: BrickLimits;
  readonly tuning: Tuning;
  readonly tree: BrickTree;
  readonly facts: readonly LevelFacts[];
  readonly region: ViewRegion;
  readonly detail: Detail;
  /** The finest level to use, when the user locked one. */
  readonly locked: number | undefined;
}

function factsOf(dataset: Dataset, view: VolumeView, volume: LevelVolume): LevelFacts {
  const { array, level } = volume;
  const place = { position: view.position, displayed: [view.x, view.y, view.z] };
  const slices = view.channels
    .map((channel) => indexAt(dataset, place, volume, channel))
    .filter((index) => index !== undefined);
  const prefixes = new Map<string, number[]>();
  for (const slice of slices) {
    const index = array.chunks.map((size, axis) => Math.floor((slice[axis] ?? 0) / size));
    prefixes.set(index.join(), index);
  }
  return {
    isOpen: dataset.levels[level]?.array !== undefined,
    slices,
    prefixes: [...prefixes.values()],
    chunkBytes: decodedChunkBytes(dataset, array),
  };
}

export function brickContext(request: BrickRequest, limits: BrickLimits): BrickContext {
  const { dataset, view, camera } = request;
  const levels = dataset.levels.map((_, level) => levelVolume(dataset, view, level));
  const last = levels.length - 1;
  return {
    request,
    limits,
    tuning: limits.tuning ?? progressiveTuning,
    tree: makeBrickTree(levels),
    facts: levels.map((volume) => factsOf(dataset, view, volume)),
    region: viewRegion(volumeBounds(dataset, view), camera, request),
    detail: detailOf(levels, camera),
    locked: limits.level === 'auto' ? undefined : Math.min(last, Math.max(0, limits.level)),
  };
}
