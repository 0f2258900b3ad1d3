import type { GeneratedImage } from '../generator';

export type Vector = readonly [x: number, y: number, z: number];

/** Where the voxels of a level lie: the image spans ±1.25 on each of its axes. Without an axis z, all have z = 0. */
export class BulbDomain {
  /** Distance from voxel to voxel; 0 where there is no such axis. */
  readonly step: Vector;
  readonly #axes: Vector;
  readonly #shape: readonly number[];
  readonly #factor: number;

  constructor({ axes, shape, factor }: GeneratedImage, level: number) {
    this.#axes = [axes.indexOf('x'), axes.indexOf('y'), axes.indexOf('z')];
    this.#shape = shape;
    this.#factor = factor ** level;
    this.step = this.#each((axis) => (axis < 0 ? 0 : (this.#factor * 2.5) / this.#sizeOf(axis)));
  }

  /** Picks what belongs to x, y and z from numbers in store axis order; 1 where there is no such axis. */
  spatial(numbers: readonly number[]): Vector {
    return this.#each((axis) => numbers[axis] ?? 1);
  }

  /** Centre of the voxel at an index, which may have a fraction. */
  positionAt([x, y, z]: Vector): Vector {
    return [this.#position(x, 0), this.#position(y, 1), this.#position(z, 2)];
  }

  /** The first of {@link positionAt}. */
  xAt(index: number): number {
    return this.#position(index, 0);
  }

  #position(index: number, i: 0 | 1 | 2): number {
    const axis = this.#axes[i];
    return axis < 0 ? 0 : -1.25 + ((index + 0.5) * this.#factor * 2.5) / this.#sizeOf(axis);
  }

  #sizeOf(axis: number): number {
    return this.#shape[axis] ?? 1;
  }

  #each(of: (axis: number) => number): Vector {
    const [x, y, z] = this.#axes;
    return [of(x), of(y), of(z)];
  }
}
