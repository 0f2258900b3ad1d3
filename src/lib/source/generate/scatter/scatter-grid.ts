/** Points of a cell on every level but the finest, which holds what is left. */
export const CELL_POINTS = 1024;

/** What {@link ScatterGrid} is made of. */
export interface ScatterOptions {
  readonly count: number;
  readonly seed: number;
  readonly space: 2 | 3;
  /** Extent along each axis, a power of two. */
  readonly size: number;
}

/** Columns after the coordinates. */
export const scatterProperties = ['value', 'group'] as const;

/**
 * Points on a grid of cells with several levels: level `depth` (0 is the coarsest) has `2^depth` cells along each axis, and a
 * cell holds points of its own, in addition to those of the coarser cells around it. So the points of a level and of all coarser
 * ones are a sample of all of them, and any cell follows from its index alone. All levels but the finest hold
 * {@link CELL_POINTS} in each cell; the finest holds the rest, spread evenly.
 */
export class ScatterGrid {
  readonly count: number;
  readonly space: 2 | 3;
  readonly size: number;
  /** Number of levels. */
  readonly levels: number;
  readonly #seed: number;
  /** Points of the finest level. */
  readonly #rest: number;

  constructor({ count, seed, space, size }: ScatterOptions) {
    this.count = count;
    this.space = space;
    this.size = size;
    this.#seed = seed;
    let [depth, rest] = [0, count];
    for (; rest > CELL_POINTS * this.#cells(depth); depth++) rest -= CELL_POINTS * this.#cells(depth);
    this.levels = depth + 1;
    this.#rest = rest;
  }

  /** Cells along each axis. */
  cellsAt(depth: number): number {
    return 2 ** depth;
  }

  /** Number of points in a cell: of 64 bits until the last step, since the product is beyond what a float64 holds. */
  pointsIn(depth: number, cell: readonly number[]): number {
    if (depth < this.levels - 1) return CELL_POINTS;
    const ordinal = cell.reduce((at, index) => at * BigInt(this.cellsAt(depth)) + BigInt(index), 0n);
    const upTo = (n: bigint): bigint => (n * BigInt(this.#rest)) / BigInt(this.#cells(depth));
    return Number(upTo(ordinal + 1n) - upTo(ordinal));
  }

  /**
   * Returns the points of a cell, one row of coordinates and properties for each of {@link CELL_POINTS}; those that it does not
   * have are NaN. Coordinates lie from −0.5 up to `size − 0.5`, as voxels of that many do.
   */
  cell(depth: number, cell: readonly number[]): Float64Array {
    const { space } = this;
    const columns = space + scatterProperties.length;
    const rows = new Float64Array(CELL_POINTS * columns).fill(NaN);
    const edge = this.size / this.cellsAt(depth);
    const next = randomOf(cell.reduce(mix, mix(this.#seed, depth)));
    const points = this.pointsIn(depth, cell);
    for (let point = 0; point < points; point++) {
      const at = point * columns;
      let wave = 1;
      for (let axis = 0; axis < space; axis++) {
        const place = ((cell[axis] ?? 0) + next()) * edge;
        rows[at + axis] = place - 0.5;
        wave *= Math.sin((3 * Math.PI * place) / this.size);
      }
      rows[at + space] = (1 + wave) / 2;
      rows[at + space + 1] = Math.floor(next() * 8);
    }
    return rows;
  }

  #cells(depth: number): number {
    return this.cellsAt(depth) ** this.space;
  }
}

/** Mixes a whole number into a hash of 32 bits; the constants are those of MurmurHash3. */
function mix(hash: number, value: number): number {
  let mixed = hash;
  for (const word of [value >>> 0, Math.floor(value / 2 ** 32)]) {
    mixed = Math.imul(mixed ^ Math.imul(word, 0xcc9e2d51), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35);
    mixed ^= mixed >>> 16;
  }
  return mixed;
}

/** Numbers from 0 up to 1, in steps of 2^-32: mulberry32. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
