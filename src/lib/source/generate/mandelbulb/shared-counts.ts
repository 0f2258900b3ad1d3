import type { BulbDomain, Vector } from './bulb-domain';
import type { OrbitBall } from './orbit-ball';

/** Edge, in voxels, of the blocks that are tried; the larger first. */
const blockSizes = [8, 4] as const;
/** The edge of the smaller. */
export const runLength = 4;
/** Stands for a block whose voxels must be counted one by one. */
export const notShared = -1;
/** Blocks of a size in a chunk that are tried before it is given up. */
const hopeless = 64;
/** More than the positions of voxels are rounded by. */
const rounding = 1e-15;

/** Counts that all voxels of a box are proved to share. */
export class SharedCounts {
  readonly #domain: BulbDomain;
  readonly #ball: OrbitBall;
  readonly #limit: number;
  /** Vain tries by size of block; after one that was not in vain, fewer than any number. */
  readonly #tries = new Map<number, number>();

  constructor(domain: BulbDomain, ball: OrbitBall, limit: number) {
    this.#domain = domain;
    this.#ball = ball;
    this.#limit = limit;
  }

  /** Count of the voxels from `first` on, `size` many along each axis; absent where it is not proved. */
  ofBox([x, y, z]: Vector, [width, height, depth]: Vector): number | undefined {
    const { step } = this.#domain;
    const reach: Vector = [(width - 1) / 2, (height - 1) / 2, (depth - 1) / 2];
    const center = this.#domain.positionAt([x + reach[0], y + reach[1], z + reach[2]]);
    const radius = Math.hypot(reach[0] * step[0], reach[1] * step[1], reach[2] * step[2]) + rounding;
    return this.#ball.sharedCount(center, radius, this.#limit);
  }

  /** Counts of the blocks that a row of voxels goes through, one for each `runLength` along x. */
  ofRow([x, y, z]: Vector, length: number): Int32Array {
    const first = Math.floor(x / runLength);
    const counts = new Int32Array(Math.ceil((x + length) / runLength) - first);
    return counts.map((_, run) => this.#ofBlockAt([(first + run) * runLength, y, z]));
  }

  #ofBlockAt([x, y, z]: Vector): number {
    for (const size of blockSizes) {
      if (!this.#isWorthwhile(size)) continue;
      const count = this.ofBox([x - (x % size), y - (y % size), z - (z % size)], [size, size, size]);
      this.#tries.set(size, count === undefined ? (this.#tries.get(size) ?? 0) + 1 : -Infinity);
      if (count !== undefined) return count;
    }
    return notShared;
  }

  /** False once many blocks of a size were tried and none was proved: the rest of a chunk is much like its beginning. */
  #isWorthwhile(size: number): boolean {
    return (this.#tries.get(size) ?? 0) < hopeless;
  }
}
