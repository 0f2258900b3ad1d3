import {
  type ChunkArray,
  type ChunkKey,
  type Dataset,
  type DType,
  chunkKeyString,
  makeDecodedArray,
} from '../../src/lib/core';
import type { ChunkLookup } from '../../src/lib/render';

/** Value of a voxel; 64-bit integers are bigint. */
export type Formula = (level: number, index: readonly number[]) => number | bigint;

export interface SyntheticOptions {
  readonly dtype: DType;
  /** Of level 0; the last two axes are y and x. */
  readonly shape: readonly number[];
  readonly chunks: readonly number[];
  readonly formula: Formula;
  /** Levels, each half the size of the one before, centres aligned at the corner. */
  readonly levels?: number;
  readonly translation?: number;
  readonly color?: 'rgb' | 'rgba';
  readonly order?: 'C' | 'F';
}

/** A dataset whose chunks are made from a formula when they are asked for, and can be withheld. */
export class Synthetic implements ChunkLookup {
  readonly dataset: Dataset;
  readonly formula: Formula;
  readonly #order: 'C' | 'F';
  readonly #chunks = new Map<string, ChunkArray>();
  /** Whether a chunk is here. */
  isHere: (key: ChunkKey) => boolean = () => true;

  constructor(options: SyntheticOptions) {
    this.formula = options.formula;
    this.#order = options.order ?? 'C';
    this.dataset = makeDataset(options);
  }

  get(key: ChunkKey): ChunkArray | undefined {
    if (!this.isHere(key)) return undefined;
    const name = chunkKeyString(key);
    const known = this.#chunks.get(name) ?? this.#make(key);
    this.#chunks.set(name, known);
    return known;
  }

  stateOf(key: ChunkKey): 'ready' | 'idle' {
    return this.isHere(key) ? 'ready' : 'idle';
  }

  #make({ level, index }: ChunkKey): ChunkArray {
    const array = this.dataset.levels[level]?.array;
    if (!array) throw new Error(`level ${level} is not open`);
    const shape = array.chunks;
    const stride = shape.map((_, axis) =>
      (this.#order === 'C' ? shape.slice(axis + 1) : shape.slice(0, axis)).reduce((a, b) => a * b, 1),
    );
    const data = makeDecodedArray(
      this.dataset.dtype,
      shape.reduce((a, b) => a * b, 1),
    );
    const position = shape.map(() => 0);
    for (let n = 0; n < data.length; n++) {
      const at = position.map((i, axis) => i + (index[axis] ?? 0) * (shape[axis] ?? 1));
      const offset = position.reduce((sum, i, axis) => sum + i * (stride[axis] ?? 0), 0);
      data[offset] = this.formula(level, at) as never;
      for (let axis = shape.length - 1; axis >= 0; axis--) {
        position[axis] = (position[axis] ?? 0) + 1;
        if ((position[axis] ?? 0) < (shape[axis] ?? 1)) break;
        position[axis] = 0;
      }
    }
    return { data, shape, stride };
  }
}

function makeDataset(options: SyntheticOptions): Dataset {
  const { dtype, shape, chunks, levels = 1, translation = 0, color } = options;
  const names = ['t', 'c', 'z', 'y', 'x'];
  const axes = shape.map((_, i) => {
    const name =
      shape.length === 3 ? (['c', 'y', 'x'][i] ?? '') : (names[names.length - shape.length + i] ?? '');
    return { name, type: name === 'c' ? ('channel' as const) : ('space' as const) };
  });
  const channelAxis = axes.findIndex(({ name }) => name === 'c');
  const halve = (size: number, axis: number, level: number): number =>
    axis === channelAxis ? size : Math.ceil(size / 2 ** level);
  return {
    id: `synthetic ${dtype}`,
    name: 'synthetic',
    location: 'synthetic',
    dtype,
    axes,
    levels: Array.from({ length: levels }, (_, level) => ({
      scale: shape.map((_, axis) => (axis === channelAxis ? 1 : 2 ** level)),
      translation: shape.map((_, axis) => (axis === channelAxis ? 0 : translation + (2 ** level - 1) / 2)),
      array: { shape: shape.map((size, axis) => halve(size, axis, level)), chunks, fillValue: 0 },
    })),
    ...(channelAxis >= 0 && { channelAxis }),
    ...(color && { color }),
    channels: Array.from({ length: channelAxis >= 0 ? (shape[channelAxis] ?? 1) : 1 }, (_, i) => ({
      name: `${i}`,
      active: true,
    })),
    voxelCenters: 'declared',
    generated: true,
    origin: '',
    warnings: [],
  };
}
