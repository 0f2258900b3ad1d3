import { type ChunkArray, type NumericArray } from '../../../core';
import { BRICK_SIZE, type BrickKey, type BrickPiece, brickInterior } from '../../../view';
import type { EncodeBrickLine } from '../bricks/brick-line';
import { brickEncoder, parseVoxel, storedValue } from '../bricks/brick-values';
import type { BrickSource, PresentPiece } from '../bricks/cut-brick';

/** Reads voxels of one brick and its border out of chunks, as they are stored on the GPU. */
export class BrickReader {
  readonly #source: BrickSource;
  readonly #key: BrickKey;
  readonly #present: readonly PresentPiece[];
  readonly #encode: EncodeBrickLine;
  readonly #word = new Float32Array(1);
  #last: PresentPiece | undefined;

  constructor(source: BrickSource, key: BrickKey, present: readonly PresentPiece[]) {
    this.#source = source;
    this.#key = key;
    this.#present = present;
    // 'float64' encodes any array of numbers as they are, less the base.
    const isBig = source.dtype === 'uint64' || source.dtype === 'int64';
    this.#encode = brickEncoder({ dtype: isBig ? source.dtype : 'float64' }, source.base);
  }

  /** Value between voxel centres; voxel `i` of the level is centred on `i + 0.5`. */
  linear(x: number, y: number, z: number): number {
    const [i, j, k] = [Math.floor(x - 0.5), Math.floor(y - 0.5), Math.floor(z - 0.5)];
    const [f, g, h] = [x - 0.5 - i, y - 0.5 - j, z - 0.5 - k];
    const line = (b: number, c: number): number =>
      this.voxel(i, b, c) * (1 - f) + this.voxel(i + 1, b, c) * f;
    const plane = (c: number): number => line(j, c) * (1 - g) + line(j + 1, c) * g;
    return plane(k) * (1 - h) + plane(k + 1) * h;
  }

  /** A voxel of the level, as stored; the nearest one that the stored brick holds when it is none of its own. */
  voxel(x: number, y: number, z: number): number {
    const place = this.#nearest(x, y, z);
    if (!place) return this.#fillValue();
    this.#encode(place.data, { start: place.start, stride: 0, count: 1 }, this.#word, 0);
    return this.#word[0] ?? NaN;
  }

  /** {@link voxel} as the dataset has it. */
  nearest(x: number, y: number, z: number): number | bigint {
    const place = this.#nearest(x, y, z);
    const value = place?.data[place.start];
    return value ?? parseVoxel(this.#source.dtype, this.#source.array.fillValue);
  }

  /** Absent where the store leaves the voxel out. */
  #nearest(x: number, y: number, z: number): { data: NumericArray; start: number } | undefined {
    const at = [this.#near(0, x), this.#near(1, y), this.#near(2, z)] as const;
    const piece = this.#find(at) ?? this.#find(this.#inside(at));
    if (!piece) throw new Error(`brick ${this.#key.brick.join()} has no voxel ${at.join()}`);
    if (piece.chunk === 'empty') return undefined;
    return this.#placeOf(piece.piece, piece.chunk, this.#find(at) ? at : this.#inside(at));
  }

  /** A voxel as the dataset has it, not rounded; `undefined` when its chunk is not here. */
  exact(x: number, y: number, z: number): number | bigint | undefined {
    const at = [x, y, z] as const;
    const piece = this.#find(at);
    if (!piece) return undefined;
    if (piece.chunk === 'empty') return parseVoxel(this.#source.dtype, this.#source.array.fillValue);
    const { data, start } = this.#placeOf(piece.piece, piece.chunk, at);
    return data[start];
  }

  #near(a: 0 | 1 | 2, voxel: number): number {
    const first = this.#key.brick[a] * BRICK_SIZE - 1;
    const size = this.#source.array.shape[this.#key.axes[a]] ?? 1;
    return clamp(clamp(voxel, first, first + BRICK_SIZE + 1), 0, size - 1);
  }

  #inside([x, y, z]: readonly [number, number, number]): readonly [number, number, number] {
    const { low, high } = brickInterior(this.#source.array, this.#key);
    return [clamp(x, low[0], high[0] - 1), clamp(y, low[1], high[1] - 1), clamp(z, low[2], high[2] - 1)];
  }

  #find(at: readonly [number, number, number]): PresentPiece | undefined {
    const holds = ({ piece: { low, high } }: PresentPiece): boolean =>
      at[0] >= low[0] &&
      at[0] < high[0] &&
      at[1] >= low[1] &&
      at[1] < high[1] &&
      at[2] >= low[2] &&
      at[2] < high[2];
    if (!this.#last || !holds(this.#last)) this.#last = this.#present.find(holds);
    return this.#last;
  }

  #fillValue(): number {
    const { dtype, array, base } = this.#source;
    return Math.fround(storedValue(parseVoxel(dtype, array.fillValue), base));
  }

  #placeOf(
    { origin }: BrickPiece,
    { data, stride }: ChunkArray,
    at: readonly [number, number, number],
  ): { data: NumericArray; start: number } {
    const { slice, axes } = this.#key;
    let start = 0;
    stride.forEach((step, axis) => {
      const a = axes.indexOf(axis);
      const size = this.#source.array.chunks[axis] ?? 1;
      const offset = a < 0 ? (slice[axis] ?? 0) % size : (at[a] ?? 0) - (origin[a] ?? 0);
      start += step * offset;
    });
    return { data, start };
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
