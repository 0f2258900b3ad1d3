import {
  type ChunkArray,
  type ChunkKey,
  type Dataset,
  type DType,
  chunkKeyString,
  makeDecodedArray,
} from '../../core';
import { type BrickKey, type BrickPlan, type Camera3D, type Vec3, levelVolume } from '../../view';
import type { ChunkLookup } from '../layer-frame';
import type { VolumeLayerFrame } from './volume-frame';

/** Value at a world position; 64-bit integers are rounded. */
export type WorldFormula = (world: Vec3, channel: number, level: number) => number;

export interface SyntheticVolumeOptions {
  readonly dtype?: DType;
  /** Voxels of level 0 along x, y and z. */
  readonly size: Vec3;
  readonly chunk?: Vec3;
  readonly formula: WorldFormula;
  /** Label at a world position, exact: makes it a volume of labels. */
  readonly labelFormula?: (world: Vec3) => bigint;
  readonly channels?: number;
  /** Factor of each level on the one before; none for one level. */
  readonly factors?: readonly Vec3[];
  /** World units of a voxel of level 0. */
  readonly scale?: Vec3;
  readonly fillValue?: number;
}

/** A volume whose chunks are made from a formula when they are asked for, and can be withheld or be absent. */
export class SyntheticVolume implements ChunkLookup {
  readonly dataset: Dataset;
  readonly #options: SyntheticVolumeOptions;
  readonly #chunks = new Map<string, ChunkArray>();
  stateOf: (key: ChunkKey) => ReturnType<ChunkLookup['stateOf']> = () => 'ready';

  constructor(options: SyntheticVolumeOptions) {
    this.#options = options;
    this.dataset = makeDataset(options);
  }

  get(key: ChunkKey): ChunkArray | undefined {
    if (this.stateOf(key) !== 'ready') return undefined;
    const name = chunkKeyString(key);
    const known = this.#chunks.get(name) ?? this.#make(key);
    this.#chunks.set(name, known);
    return known;
  }

  /** Value of a voxel of level 0 and coarser, where the formula is exact at voxel centres. */
  #make({ level, index }: ChunkKey): ChunkArray {
    const { dtype, levels } = this.dataset;
    const { scale = [], translation = [], array } = levels[level] ?? {};
    const shape = array?.chunks ?? [];
    const stride = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
    const data = makeDecodedArray(
      dtype,
      shape.reduce((a, b) => a * b, 1),
    );
    const isBig = data instanceof BigInt64Array || data instanceof BigUint64Array;
    for (let n = 0; n < data.length; n++) {
      const [c, z, y, x] = stride.map((step, axis) => {
        const at = (Math.floor(n / step) % (shape[axis] ?? 1)) + (index[axis] ?? 0) * (shape[axis] ?? 1);
        return at * (scale[axis] ?? 1) + (translation[axis] ?? 0);
      });
      const at: Vec3 = [x ?? 0, y ?? 0, z ?? 0];
      const { formula, labelFormula } = this.#options;
      const value = labelFormula ? labelFormula(at) : Math.round(formula(at, c ?? 0, level));
      data[n] = (isBig ? BigInt(value) : labelFormula ? Number(value) : formula(at, c ?? 0, level)) as never;
    }
    return { data, shape, stride };
  }
}

function makeDataset(options: SyntheticVolumeOptions): Dataset {
  const { dtype = 'uint8', size, chunk = [32, 32, 32], factors = [], fillValue = 0 } = options;
  const { channels = 1, scale = [1, 1, 1] } = options;
  const all = factors.reduce<Vec3[]>(
    (list, [x, y, z]) => {
      const [px, py, pz] = list.at(-1) ?? [1, 1, 1];
      return [...list, [px * x, py * y, pz * z]];
    },
    [[1, 1, 1]],
  );
  return {
    id: `volume ${dtype} ${size.join('×')}`,
    ...(options.labelFormula && { labels: { colors: [], properties: [] } }),
    name: 'volume',
    location: 'volume',
    dtype,
    axes: ['c', 'z', 'y', 'x'].map((name) => ({ name, type: name === 'c' ? 'channel' : 'space' })),
    levels: all.map(([x, y, z]) => ({
      scale: [1, z * scale[2], y * scale[1], x * scale[0]],
      translation: [0, ((z - 1) / 2) * scale[2], ((y - 1) / 2) * scale[1], ((x - 1) / 2) * scale[0]],
      array: {
        shape: [channels, Math.ceil(size[2] / z), Math.ceil(size[1] / y), Math.ceil(size[0] / x)],
        chunks: [1, chunk[2], chunk[1], chunk[0]],
        fillValue,
      },
    })),
    channelAxis: 0,
    channels: Array.from({ length: channels }, (_, c) => ({ name: `${c}`, active: true })),
    voxelCenters: 'declared',
    generated: true,
    origin: '',
    warnings: [],
  };
}

export interface LayerOptions extends Partial<VolumeLayerFrame> {
  /** World distance from the camera's centre up to which each level is used; level 0 everywhere when absent. */
  readonly reach?: readonly number[];
}

/** A layer whose plan holds every brick of every level that the reach uses, and all coarser ones. */
export function volumeLayer(
  volume: SyntheticVolume,
  camera: Camera3D,
  options: LayerOptions = {},
): VolumeLayerFrame {
  const { dataset } = volume;
  const { reach = dataset.levels.map(() => Infinity), ...look } = options;
  const channels = look.channels ?? [{ index: 0, colormap: 'gray', contrast: [0, 255], gamma: 1 }];
  const view = { x: 3, y: 2, z: 1, position: [0, 0, 0, 0], channels: channels.map(({ index }) => index) };
  const used = reach.map((r) => r > 0);
  const boxes = used.map((isUsed, level) =>
    isUsed ? { low: [0, 0, 0] as const, high: levelVolume(dataset, view, level).bricks } : undefined,
  );
  const bricks: BrickKey[] = [];
  for (let level = boxes.length - 1; level >= 0; level--) {
    const [w, h, d] = boxes[level]?.high ?? [0, 0, 0];
    for (let n = 0; n < w * h * d; n++) {
      const brick: Vec3 = [n % w, Math.floor(n / w) % h, Math.floor(n / (w * h))];
      for (const channel of view.channels)
        bricks.push({ dataset: dataset.id, level, slice: [channel, 0, 0, 0], axes: [3, 2, 1], brick });
    }
  }
  const plan: BrickPlan = {
    level: used.indexOf(true),
    threshold: 1,
    voxelPx: 1,
    bricks,
    want: [],
    open: [],
    boxes,
    lod: { from: camera.center, reach },
  };
  return {
    kind: 'volume',
    id: 'volume',
    dataset,
    view,
    plan,
    channels,
    opacity: 1,
    blending: 'translucent',
    interpolation: 'linear',
    visible: true,
    rendering: 'mip',
    isoThreshold: 127,
    attenuation: 0.05,
    ...look,
  };
}

/** A camera on a small canvas that looks at a place; turned about x and y by default, so that no ray runs along an axis. */
export function cameraOn(center: Vec3, zoom: number, more: Partial<Camera3D> = {}): Camera3D {
  const [a, b] = [0.35, 0.5];
  const [sa, ca, sb, cb] = [Math.sin(a / 2), Math.cos(a / 2), Math.sin(b / 2), Math.cos(b / 2)];
  return {
    center,
    zoom,
    rotation: [sa * cb, ca * sb, sa * sb, ca * cb],
    perspective: 0,
    width: 128,
    height: 96,
    pixelRatio: 1,
    ...more,
  };
}
