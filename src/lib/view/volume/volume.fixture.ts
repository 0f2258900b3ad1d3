import type { DType, Dataset, Level } from '../../core';
import { makePyramid } from '../pyramid.fixture';
import type { VolumeView } from './volume-view';

export interface VolumeOptions {
  /** Of level 0, store order; the last three axes are z, y and x. */
  readonly shape: readonly number[];
  readonly chunks: readonly number[];
  readonly axes?: string;
  /** Downsampling by level and axis, z, y, x, against level 0; [1, 1, 1] for the first. */
  readonly factors: readonly (readonly [number, number, number])[];
  /** World units per voxel of level 0: z, y, x. */
  readonly voxel?: readonly [number, number, number];
  /** Whether levels share their outer corner, or the centre of their first voxel. */
  readonly translation?: 'corner' | 'none';
  readonly dtype?: DType;
  /** Levels that are open; all when absent. */
  readonly open?: readonly number[];
}

/** A volume for tests, metadata only, with any factor per axis and level. */
export function makeVolume(options: VolumeOptions): Dataset {
  const { axes = 'zyx', shape, chunks, factors, voxel = [1, 1, 1], translation = 'corner', open } = options;
  const { dtype = 'uint8' } = options;
  const base = makePyramid({ axes, shape, chunks, levels: 1, dtype });
  const first = axes.length - 3;
  const along = (values: readonly number[], axis: number) => values[axis - first] ?? 1;
  const levels = factors.map((factor, level): Level => {
    const sizes = shape.map((size, axis) => Math.ceil(size / along(factor, axis)));
    const shift = (axis: number) => (translation === 'corner' ? (along(factor, axis) - 1) / 2 : 0);
    const isOpen = open?.includes(level) ?? true;
    return {
      scale: shape.map((_, axis) => along(voxel, axis) * along(factor, axis)),
      translation: shape.map((_, axis) => along(voxel, axis) * shift(axis)),
      ...(isOpen ? { array: { shape: sizes, chunks, fillValue: 0 } } : {}),
    };
  });
  return { ...base, levels };
}

/** Factors of a pyramid that shrinks every axis alike. */
export function evenFactors(levels: number, factor = 2): [number, number, number][] {
  return Array.from({ length: levels }, (_, level) => [factor ** level, factor ** level, factor ** level]);
}

/** The headline volume: 1,048,576³, 16 levels. */
export function headlineVolume(open?: readonly number[]): Dataset {
  const size = 2 ** 20;
  const options = { shape: [size, size, size], chunks: [32, 32, 32], factors: evenFactors(16) };
  return makeVolume({ ...options, ...(open ? { open } : {}) });
}

export function volumeViewOf({ axes }: Dataset, options: Partial<VolumeView> = {}): VolumeView {
  const last = axes.length - 1;
  return { x: last, y: last - 1, z: last - 2, position: axes.map(() => 0), channels: [0], ...options };
}
