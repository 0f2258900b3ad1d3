import { type Camera3D, type Ray, type Vec3, pointAlong, rayThrough } from '../../../view';
import type { ChunkLookup } from '../../layer-frame';
import type { ValueBase } from '../bricks/brick-values';
import type { VolumeLayerFrame, VolumeRendering } from '../volume-frame';
import type { RaySight } from './accumulate';
import { ChunkWalk, voxelOf } from './chunk-walk';
import { type MarchLook, marchChannel } from './march-look';
import { type LabelLook, labelsOnPlane, marchLabels } from './march-labels';
import { lookAtPlane, marchRay } from './march-ray';
import { type RayRange, rayRange } from './ray-range';
import { referenceLength } from './reference-length';

/** What is seen under a pixel of a volume. */
export interface VolumePick {
  /** World position: of the extreme, the surface, the slice plane, or where most of the colour comes from. */
  readonly position: Vec3;
  /** Index on the channel axis. */
  readonly channel: number;
  readonly level: number;
  /** As the dataset has it at that level, not rounded and not interpolated; absent when it left the memory just now. */
  readonly value?: number | bigint;
}

export interface SightOptions {
  readonly chunks: ChunkLookup;
  readonly base: ValueBase;
  /** Voxels from one sample to the next; 1 by default. */
  readonly step?: number;
}

/** How a layer is marched. */
export function lookOf(
  layer: VolumeLayerFrame,
  camera: Camera3D,
  { base, step = 1 }: SightOptions,
): MarchLook {
  return {
    rendering: layer.rendering,
    channels: layer.channels.map((channel) => marchChannel(channel, base, layer.isoThreshold)),
    step,
    reference: referenceLength(layer.dataset, layer.view, camera),
    attenuation: layer.attenuation,
  };
}

/** What a ray through a pixel (CSS, from the top left) sees of a layer, as far as chunks in memory tell. */
export function seeVolume(
  layer: VolumeLayerFrame,
  camera: Camera3D,
  { point, ...options }: SightOptions & { readonly point: readonly [number, number] },
): { readonly sight: RaySight; readonly ray: Ray; readonly walk: ChunkWalk } | undefined {
  const ray = rayThrough(camera, point);
  const range = rayRange(ray, layer);
  if (!range) return undefined;
  const view = { ...layer.view, channels: layer.channels.map(({ index }) => index) };
  const isLinear = layer.interpolation === 'linear';
  const walk = new ChunkWalk(
    { dataset: layer.dataset, view, lod: layer.plan.lod, isLinear, base: options.base },
    options.chunks,
  );
  const look = lookOf(layer, camera, options);
  const sight = layer.labels
    ? seeLabels(layer, ray, range, { walk, look: { ...look, labels: layer.labels } })
    : seeRange(layer, ray, range, { walk, look });
  return { sight, ray, walk };
}

function seeRange(
  layer: VolumeLayerFrame,
  ray: Ray,
  range: RayRange,
  { walk, look }: { readonly walk: ChunkWalk; readonly look: MarchLook },
): RaySight {
  const { plane } = range;
  const cut = plane === undefined ? undefined : lookAtPlane(ray, plane, walk.stretchAt, look);
  if (layer.planeOnly) return cut ?? { color: [0, 0, 0, 0], channel: 0 };
  if (!cut || cut.t === undefined) return marchRay(ray, range, walk.stretchAt, look);
  const before = marchRay(ray, { ...range, to: cut.t }, walk.stretchAt, look);
  return overPlane(before, cut, look);
}

function seeLabels(
  layer: VolumeLayerFrame,
  ray: Ray,
  range: RayRange,
  { walk, look }: { readonly walk: ChunkWalk; readonly look: MarchLook & LabelLook },
): RaySight {
  const { plane } = range;
  const cut = plane === undefined ? undefined : labelsOnPlane(ray, plane, walk, look.labels);
  if (layer.planeOnly) return cut ?? { color: [0, 0, 0, 0], channel: 0 };
  if (!cut || cut.t === undefined) return marchLabels(ray, range, walk, look);
  return overPlane(marchLabels(ray, { ...range, to: cut.t }, walk, look), cut, look);
}

/** Share of what modes without opacity show before a slice plane that is kept over it. */
export const BEFORE_PLANE = 0.3;

/** Modes with an opacity of their own. */
const withOpacity: readonly VolumeRendering[] = ['translucent', 'iso', 'iso_categorical'];

/** A slice plane behind what is before it: modes without opacity of their own keep a share. */
function overPlane(before: RaySight, cut: RaySight, { rendering }: MarchLook): RaySight {
  const isOpaque = !withOpacity.includes(rendering);
  const weight = isOpaque ? BEFORE_PLANE : 1;
  const rest = 1 - before.color[3] * weight;
  const mix = (i: 0 | 1 | 2 | 3): number => before.color[i] * weight + cut.color[i] * rest;
  const color = [mix(0), mix(1), mix(2), mix(3)] as const;
  const isBefore = rest < 0.5 && before.t !== undefined;
  return isBefore ? { ...before, color } : { ...cut, color };
}

/** Returns what is seen of a layer under a pixel (CSS, from the top left); `undefined` when there is nothing. */
export function pickVolume(
  layer: VolumeLayerFrame,
  camera: Camera3D,
  options: SightOptions & { readonly point: readonly [number, number] },
): VolumePick | undefined {
  const seen = seeVolume(layer, camera, options);
  if (seen?.sight.t === undefined) return undefined;
  const { sight, ray, walk } = seen;
  const position = pointAlong(ray, seen.sight.t);
  const channel = layer.channels[sight.channel]?.index ?? 0;
  if (sight.voxel) return { channel, ...sight.voxel };
  const { from, reach } = layer.plan.lod;
  const distance = Math.hypot(position[0] - from[0], position[1] - from[1], position[2] - from[2]);
  const finest = Math.max(
    0,
    reach.findIndex((r) => distance < r),
  );
  const cell = walk.cellOf(position, finest, channel);
  if (!cell) return undefined;
  const { size } = cell.volume;
  const voxel = voxelOf(cell.volume, position).map((v, a) =>
    Math.min(Math.max(Math.floor(v), 0), (size[a as 0] ?? 1) - 1),
  ) as [number, number, number];
  const value = cell.reader?.exact(...voxel);
  return { position, channel, level: cell.volume.level, ...(value !== undefined && { value }) };
}
