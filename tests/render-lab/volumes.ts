import type { DType } from '../../src/lib/core';
import type { ChannelFrame, VolumeLayerFrame } from '../../src/lib/render';
import { SyntheticVolume, cameraOn, volumeLayer } from '../../src/lib/render/volume/volume.fixture';
import { type Vec3, planBricks } from '../../src/lib/view';
import { seeVolume } from '../../src/lib/render/volume/march/pick-volume';
import { BACKGROUND, type Stage } from './stage';
import {
  MIB,
  VOLUME_HEIGHT,
  VOLUME_WIDTH,
  type VolumeDeviation,
  compareVolume,
  requestVolumes,
  uploadVolume,
  volumeStage,
} from './volume-stage';

const center: Vec3 = [39.5, 35.5, 29.5];
const size: Vec3 = [80, 72, 60];

/** Smooth, not symmetric, between 0 and 250. */
const smooth = ([x, y, z]: Vec3, channel = 0): number =>
  Math.round(
    125 + 60 * Math.sin(x / 7 + channel) + 40 * Math.cos(y / 9 + z / 11) + 25 * Math.sin((x + z) / 5),
  );

const looks: Readonly<Record<string, Partial<VolumeLayerFrame>>> = {
  mip: { rendering: 'mip' },
  minip: { rendering: 'minip' },
  attenuated_mip: { rendering: 'attenuated_mip', attenuation: 0.1 },
  average: { rendering: 'average' },
  additive: {
    rendering: 'additive',
    channels: [{ index: 0, colormap: 'gray', contrast: [100, 4000], gamma: 1 }],
  },
  translucent: {
    rendering: 'translucent',
    channels: [{ index: 0, colormap: 'viridis', contrast: [120, 1000], gamma: 1.3 }],
  },
  iso: { rendering: 'iso', isoThreshold: 150.5 },
};

const factors: readonly Vec3[] = [
  [2, 2, 2],
  [2, 2, 2],
];

export interface ModeCase {
  readonly mode: string;
  readonly perspectives: readonly number[];
  readonly interpolation: 'nearest' | 'linear';
  readonly reach: readonly number[];
}

/** One way of rendering, seen by each perspective, with all levels in one picture, or as the reach says. */
export async function renderedAs({
  mode,
  perspectives,
  interpolation,
  reach,
}: ModeCase): Promise<VolumeDeviation[]> {
  const stage = await volumeStage();
  const volume = new SyntheticVolume({ size, formula: smooth, factors, chunk: [32, 24, 40] });
  const limits = reach.map((r) => (r < 0 ? Infinity : r));
  const deviations: VolumeDeviation[] = [];
  for (const perspective of perspectives) {
    const camera = cameraOn(center, 1.1, { perspective });
    const layer = volumeLayer(volume, camera, { ...looks[mode], interpolation, reach: limits });
    deviations.push(await compareVolume(stage, volume, { camera, layer }));
  }
  stage.destroy();
  return deviations;
}

/** A window that is hard to subtract, for each type. */
const windows: Readonly<Record<DType, readonly [number, number]>> = {
  bool: [0, 1],
  uint8: [0, 255],
  int8: [-128, 127],
  uint16: [60000, 60255],
  int16: [-31000, -30745],
  uint32: [134000001, 134000256],
  int32: [-2000000000, -1999999745],
  uint64: [2 ** 53, 2 ** 53 + 255],
  int64: [-(2 ** 60), -(2 ** 60) + 65280],
  float16: [-0.5, 0.5],
  float32: [1000.25, 1000.75],
  float64: [1e9 + 0.125, 1e9 + 0.25],
};

/** Types one after the other, each as `mip` and as `average`. */
export async function volumesOfTypes(dtypes: readonly DType[]): Promise<Record<string, VolumeDeviation>> {
  const stage = await volumeStage();
  const result: Record<string, VolumeDeviation> = {};
  for (const dtype of dtypes)
    for (const rendering of ['mip', 'average'] as const)
      result[`${dtype} ${rendering}`] = await compareType(stage, dtype, rendering);
  stage.destroy();
  return result;
}

function compareType(stage: Stage, dtype: DType, rendering: 'mip' | 'average'): Promise<VolumeDeviation> {
  const [low, high] = windows[dtype];
  const scale = (high - low) / 255;
  const formula = (at: Vec3): number =>
    dtype === 'bool' ? Number(smooth(at) > 125) : low + smooth(at) * scale;
  const volume = new SyntheticVolume({ dtype, size, formula, chunk: [40, 40, 30] });
  const camera = cameraOn(center, 1.1);
  const channels: readonly ChannelFrame[] = [{ index: 0, colormap: 'gray', contrast: [low, high], gamma: 1 }];
  const layer = volumeLayer(volume, camera, { channels, rendering });
  return compareVolume(stage, volume, { camera, layer });
}

/** Several channels at once, and more than one march takes. */
export async function channelsTogether(count: number, mode: string): Promise<VolumeDeviation> {
  const stage = await volumeStage();
  const volume = new SyntheticVolume({ size, formula: smooth, channels: count });
  const camera = cameraOn(center, 1.1);
  const few = ['red', 'green', 'blue', 'bop orange', 'cyan'];
  const channels = Array.from({ length: count }, (_, index): ChannelFrame => {
    const isFew = count <= few.length;
    return {
      index,
      colormap: isFew ? (few[index] ?? 'gray') : `#${['0a0706', '050a09', '070309'][index % 3] ?? ''}`,
      contrast: isFew ? [40 * index, 300 + 500 * index] : [10 * (index % 5), 260],
      gamma: 1,
    };
  });
  const layer = volumeLayer(volume, camera, { ...looks[mode], channels });
  const deviation = await compareVolume(stage, volume, { camera, layer });
  stage.destroy();
  return deviation;
}

/** What cuts a volume: a box, planes, a slice plane within or alone, each by each mode. */
export async function cutBy(modes: readonly string[]): Promise<Record<string, VolumeDeviation>> {
  const stage = await volumeStage();
  const volume = new SyntheticVolume({ size, formula: smooth, factors });
  const camera = cameraOn(center, 1.1, { perspective: 40 });
  const slicePlane = { position: center, normal: [0.3, 0.8, 0.52] } as const;
  const cuts: Readonly<Record<string, Partial<VolumeLayerFrame>>> = {
    clip: { clip: { low: [10, 12, 14], high: [60, 40, 50] } },
    planes: {
      planes: [
        { normal: [1, 0, 0], offset: 22 },
        { normal: [-0.6, -0.8, 0], offset: -60 },
      ],
    },
    slice: { slicePlane },
    sliceOnly: { slicePlane, planeOnly: true },
  };
  const result: Record<string, VolumeDeviation> = {};
  for (const mode of modes)
    for (const [what, cut] of Object.entries(cuts)) {
      const layer = volumeLayer(volume, camera, { ...looks[mode], ...cut });
      result[`${what} ${mode}`] = await compareVolume(stage, volume, { camera, layer });
    }
  stage.destroy();
  return result;
}

/** What has one value, what is absent, and what has not come, at the finest level, by each mode. */
export async function holes(modes: readonly string[]): Promise<Record<string, VolumeDeviation>> {
  const stage = await volumeStage();
  const formula = (at: Vec3): number => (at[0] < 33 ? 90 : at[1] > 50 ? 0 : smooth(at));
  const volume = new SyntheticVolume({ size: [128, 96, 64], formula, factors, fillValue: 30 });
  volume.stateOf = ({ level, index: [, z, y, x] }) => {
    if (level > 0) return 'ready';
    const n = (x ?? 0) + 2 * (y ?? 0) + (z ?? 0);
    return n % 4 === 0 ? 'empty' : n % 4 === 1 ? 'loading' : 'ready';
  };
  const camera = cameraOn([63.5, 47.5, 31.5], 0.8);
  const result: Record<string, VolumeDeviation> = {};
  for (const mode of modes) {
    const layer = volumeLayer(volume, camera, looks[mode]);
    result[mode] = await compareVolume(stage, volume, { camera, layer });
  }
  stage.destroy();
  return result;
}

/** Borders that come after the bricks: the end must be the same. */
export async function lateBorders(): Promise<VolumeDeviation> {
  const stage = await volumeStage();
  const volume = new SyntheticVolume({ size, formula: smooth, chunk: [16, 20, 32] });
  const camera = cameraOn(center, 1.1);
  const layer = volumeLayer(volume, camera, { rendering: 'average' });
  for (let round = 0; round < 7; round++) {
    volume.stateOf = ({ index }) =>
      index.reduce((sum, i, axis) => sum + i * (axis * 2 + 1), 0) % 7 <= round ? 'ready' : 'idle';
    uploadVolume(stage, [layer], volume);
  }
  const deviation = await compareVolume(stage, volume, { camera, layer });
  stage.destroy();
  return deviation;
}

/** A volume of 1,048,576³ near a far corner, planned as the app does; `zoom` in pixels of a voxel of level 0. */
export async function hugeVolume(
  zoom: number,
  perspective: number,
): Promise<VolumeDeviation & { bricks: number }> {
  const stage = await volumeStage(96 * MIB);
  const edge = 2 ** 20;
  const volume = new SyntheticVolume({
    size: [edge, edge, edge],
    formula: ([x, y, z], _, level) =>
      (Math.floor(x / 2 ** level) * 3 + Math.floor(y / 2 ** level) * 5 + Math.floor(z / 2 ** level) * 7) &
      255,
    factors: Array.from({ length: 15 }, () => [2, 2, 2] as const),
  });
  const camera = cameraOn([edge - 1000.3, edge - 3000.7, 700001.2], zoom, { perspective });
  stage.renderer.configure([{ dtype: 'uint8' }], '3d');
  const view = { x: 3, y: 2, z: 1, position: [0, 0, 0, 0], channels: [0] };
  const limits = {
    maxBricks: stage.renderer.brickCapacity({ dtype: 'uint8' }),
    maxChunkBytes: 512 * MIB,
    level: 'auto' as const,
    bias: 1,
  };
  const plan = planBricks({ dataset: volume.dataset, view, camera }, limits);
  const small = volumeLayer(new SyntheticVolume({ size: [32, 32, 32], formula: () => 0 }), camera);
  const layer: VolumeLayerFrame = { ...small, dataset: volume.dataset, view, plan, rendering: 'average' };
  const deviation = await compareVolume(stage, volume, { camera, layer });
  stage.destroy();
  return { ...deviation, bricks: plan.bricks.length };
}

/**
 * Two layers of one volume, the near half below and the far half on top: with a test of depth the near one hides the other,
 * without one the upper layer covers it. Returns the worst deviation from what the march in float64 sees of both, with a test
 * and without.
 */
export async function nearBelowFar(): Promise<number[]> {
  const stage = await volumeStage();
  const worst: number[] = [];
  for (const blending of ['translucent', 'translucent_no_depth'] as const)
    worst.push(await compareHalves(stage, blending));
  stage.destroy();
  return worst;
}

async function compareHalves(
  stage: Stage,
  blending: 'translucent' | 'translucent_no_depth',
): Promise<number> {
  const volume = new SyntheticVolume({ size, formula: smooth });
  const camera = cameraOn(center, 1.1, { rotation: [0, 0, 0, 1] });
  const half = (id: string, colormap: string, [low, high]: readonly [number, number]): VolumeLayerFrame => ({
    ...volumeLayer(volume, camera, {
      rendering: 'iso',
      isoThreshold: 120,
      clip: { low: [0, 0, low], high: [80, 72, high] },
      channels: [{ index: 0, colormap, contrast: [0, 255], gamma: 1 }],
      blending,
    }),
    id,
  });
  const layers = [half('near', 'red', [0, 30]), half('far', 'green', [30, 60])];
  uploadVolume(stage, layers, volume);
  const { data } = await stage.renderer.capture(requestVolumes(camera, layers));
  let worst = 0;
  for (let y = 1; y < VOLUME_HEIGHT; y += 4)
    for (let x = 1; x < VOLUME_WIDTH; x += 4) {
      const sights = layers.map((layer) =>
        seeVolume(layer, camera, { chunks: volume, base: 0, point: [x + 0.5, y + 0.5] }),
      );
      const [near, far] = sights.map((seen) => seen?.sight.color ?? [0, 0, 0, 0]);
      const isHidden = blending === 'translucent' && sights[0]?.sight.t !== undefined;
      for (let part = 0; part < 3; part++) {
        const below = over(near ?? [], BACKGROUND[part] ?? 0, part);
        const expected = 255 * (isHidden ? below : over(far ?? [], below, part));
        worst = Math.max(worst, Math.abs((data[(y * VOLUME_WIDTH + x) * 4 + part] ?? 0) - expected));
      }
    }
  return stage.glError() === 0 ? worst : Infinity;
}

function over(color: readonly number[], below: number, part: number): number {
  return (color[part] ?? 0) + below * (1 - (color[3] ?? 0));
}
