import { type Camera3D, rayThrough } from '../../../view';
import type { Viewport } from '../../frame/place-quad';
import type { TableLevel } from '../table/page-table';
import type { VolumeLayerFrame } from '../volume-frame';
import { voxelLength } from './chunk-walk';
import { LodShells } from './lod-shells';
import { rayRange } from './ray-range';

/** Rays that are looked at across a picture, and bands of rows. */
const ACROSS = 10;
export const WORK_BANDS = 16;
/** What a ray costs that finds nothing. */
const RAY_COST = 2;
/** Shells that a ray is followed through. */
const MAX_SHELLS = 64;

/** Part of a range by which a place is taken to be past a border that it lies on. */
const PAST_BORDER = 1e-9;

/** A volume to be marched. */
export interface EstimatedVolume {
  readonly layer: VolumeLayerFrame;
  readonly levels: readonly TableLevel[];
  /** Voxels from one sample to the next. */
  readonly step: number;
}

/** About how many samples a picture takes, in each of `WORK_BANDS` bands of rows from the bottom up. */
export function estimateWork(
  volumes: readonly EstimatedVolume[],
  camera: Camera3D,
  { width, height, middle, zoom }: Viewport,
): number[] {
  const cssPerPx = camera.zoom / zoom;
  const perRay = (width * height) / ACROSS / WORK_BANDS;
  return Array.from({ length: WORK_BANDS }, (_, band) => {
    const y = height * (1 - (band + 0.5) / WORK_BANDS);
    let samples = 0;
    for (let i = 0; i < ACROSS; i++) {
      const x = (width * (i + 0.5)) / ACROSS;
      const point = [
        camera.width / 2 + (x - middle[0]) * cssPerPx,
        camera.height / 2 + (y - middle[1]) * cssPerPx,
      ] as const;
      for (const volume of volumes) samples += RAY_COST + samplesAlong(volume, camera, point);
    }
    return samples * perRay;
  });
}

function samplesAlong(
  { layer, levels, step }: EstimatedVolume,
  camera: Camera3D,
  point: readonly [number, number],
): number {
  const ray = rayThrough(camera, point);
  const range = rayRange(ray, layer);
  const coarsest = levels.at(-1);
  if (!range || !coarsest || layer.planeOnly) return 1;
  const shells = new LodShells(ray, layer.plan.lod);
  let samples = 0;
  let t = range.from;
  for (let i = 0; i < MAX_SHELLS && t < range.to; i++) {
    const level = shells.levelAt(t + (range.to - range.from) * PAST_BORDER);
    const { volume } = levels.find((own) => own.volume.level >= level) ?? coarsest;
    const end = Math.min(range.to, shells.endOf(t + (range.to - range.from) * PAST_BORDER, level));
    samples += (end - t) / voxelLength(ray, volume.scale) / step;
    t = end;
  }
  return samples * layer.channels.length;
}
