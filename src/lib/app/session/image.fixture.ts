import type { ChunkArray, ChunkSource, Dataset, Level, LevelArray } from '../../core';

export interface ImageOptions {
  readonly id?: string;
  readonly location?: string;
  /** Names of the axes in store order, one letter each; 'c' is the channel axis. */
  readonly axes?: string;
  readonly shape?: readonly number[];
  /** Of all spatial axes. */
  readonly unit?: string;
  readonly levels?: number;
  readonly overrides?: Partial<Dataset>;
}

const typeOf: Readonly<Record<string, 'channel' | 'time'>> = { c: 'channel', t: 'time' };

/** An image for tests: metadata only, every level open, one chunk each. */
export function makeImage(options: ImageOptions = {}): Dataset {
  const { id = 'image', location = id, axes = 'yx', unit, levels = 1 } = options;
  const names = [...axes];
  const shape = options.shape ?? names.map(() => 64);
  const channelAxis = names.indexOf('c');
  return {
    ...{ id, name: id, location, dtype: 'uint16', voxelCenters: 'declared', generated: false },
    ...{ origin: 'https://data.test', warnings: [] },
    axes: names.map((name) => {
      const type = typeOf[name] ?? 'space';
      return { name, type, ...(unit !== undefined && type === 'space' && { unit }) };
    }),
    ...(channelAxis >= 0 && { channelAxis }),
    channels: Array.from({ length: shape[channelAxis] ?? 1 }, (_, c) => ({ name: `c${c}`, active: true })),
    levels: Array.from({ length: levels }, (_, level) => levelOf(names, shape, 2 ** level)),
    ...options.overrides,
  };
}

function levelOf(names: readonly string[], shape: readonly number[], factor: number): Level {
  const factors = names.map((name) => (typeOf[name] ? 1 : factor));
  const size = shape.map((extent, axis) => Math.ceil(extent / (factors[axis] ?? 1)));
  return {
    scale: factors,
    translation: factors.map((each) => (each - 1) / 2),
    array: { shape: size, chunks: size, fillValue: 0 },
  };
}

/** A source of which nothing is read. */
export class FakeSource implements ChunkSource {
  readonly dataset: Dataset;

  constructor(options: ImageOptions = {}) {
    this.dataset = makeImage(options);
  }

  openLevel(level: number): Promise<LevelArray> {
    const array = this.dataset.levels[level]?.array;
    return array ? Promise.resolve(array) : Promise.reject(new Error(`There is no level ${level}.`));
  }

  read(): Promise<ChunkArray | undefined> {
    return Promise.reject(new Error('Nothing is read here.'));
  }
}
