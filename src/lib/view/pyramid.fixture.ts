import type { DType, Dataset, Level } from '../core';

export interface PyramidOptions {
  readonly axes?: string;
  readonly shape: readonly number[];
  readonly chunks: readonly number[];
  readonly levels: number;
  /** Downsampling per level on the spatial axes. */
  readonly factor?: number;
  readonly translation?: 'corner' | 'none';
  readonly dtype?: DType;
  /** Levels that are open; all when absent. */
  readonly open?: readonly number[];
}

const spatial = 'zyx';

/** A multiscale dataset for tests: metadata only. */
export function makePyramid(options: PyramidOptions): Dataset {
  const { axes = 'yx', shape, chunks, factor = 2, translation = 'corner', dtype = 'uint8' } = options;
  const channelAxis = axes.indexOf('c');
  const levels = Array.from({ length: options.levels }, (_, level): Level => {
    const factors = [...axes].map((axis) => (spatial.includes(axis) ? factor ** level : 1));
    const array = {
      shape: shape.map((size, a) => Math.ceil(size / (factors[a] ?? 1))),
      chunks,
      fillValue: 0,
    };
    const isOpen = options.open?.includes(level) ?? true;
    return {
      scale: factors,
      translation: factors.map((f) => (translation === 'corner' ? (f - 1) / 2 : 0)),
      ...(isOpen ? { array } : {}),
    };
  });
  const channelCount = channelAxis < 0 ? 1 : (shape[channelAxis] ?? 1);
  return {
    id: 'd',
    name: 'pyramid',
    location: 'gen:pyramid',
    dtype,
    axes: [...axes].map((name) => ({
      name,
      type: name === 't' ? 'time' : name === 'c' ? 'channel' : 'space',
    })),
    levels,
    ...(channelAxis < 0 ? {} : { channelAxis }),
    channels: Array.from({ length: channelCount }, (_, c) => ({ name: `${c}`, active: true })),
    voxelCenters: 'declared',
    generated: true,
    origin: '',
    warnings: [],
  };
}
