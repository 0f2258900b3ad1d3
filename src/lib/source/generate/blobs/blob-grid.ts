/** One labelled ellipsoid, in level-0 indices on the spatial axes, store order. */
export interface Blob {
  /** From 0. */
  readonly ordinal: number;
  /** A voxel of level 0. */
  readonly center: readonly number[];
  /** Half the extent along each axis. */
  readonly radius: readonly number[];
}

/** Cells in a line along the last axis. */
export interface CellLine {
  /** Index on the axes before. */
  readonly cell: readonly number[];
  /** Ordinal of the first. */
  readonly start: number;
  readonly hash: number;
}

/** An ellipsoid as a row along x sees it: the square of the distance in radii is `rest + ((x − center) / radius)²`. */
export interface Crossing {
  readonly ordinal: number;
  readonly center: number;
  readonly radius: number;
  readonly rest: number;
}

/** Edge of a cell, in voxels of level 0: less leaves no room for an ellipsoid of some voxels. */
const leastCell = 4;
/** A centre lies in the middle half of its cell, and a radius is between these parts of the cell's edge. */
const [centerFrom, centerRange] = [0.25, 0.5];
const [radiusFrom, radiusRange] = [0.2, 0.28];

/**
 * Ellipsoids on a jittered grid: at most one in a cell, and none that sticks out of its cell by half a cell or more. So what is
 * at any place follows from few cells, each computed from its index alone. A cell with ordinal `k` in C order holds the
 * ellipsoid `floor(k · count / cells)` if that of the next cell is another one, which spreads empty cells evenly.
 */
export class BlobGrid {
  /** Cells along each axis. */
  readonly cells: readonly number[];
  /** Voxels along each axis of a cell, not rounded. */
  readonly edges: readonly number[];
  readonly count: number;
  readonly #total: number;
  readonly #seed: number;

  /** `count` at most {@link mostBlobs} of the shape. */
  constructor(shape: readonly number[], count: number, seed: number) {
    this.cells = cellsFor(shape, count);
    this.edges = shape.map((size, axis) => size / (this.cells[axis] ?? 1));
    this.count = count;
    this.#total = product(this.cells);
    this.#seed = seed;
  }

  /** The cells that differ from each other on the last axis alone, by their indices on the others. */
  line(cell: readonly number[]): CellLine {
    return {
      cell,
      start:
        cell.reduce((k, index, axis) => k * (this.cells[axis] ?? 1) + index, 0) * (this.cells.at(-1) ?? 1),
      hash: cell.reduce(mixIndex, this.#seed),
    };
  }

  /** The ellipsoid of a cell of the grid; `undefined` where it is empty. */
  at(cell: readonly number[]): Blob | undefined {
    const last = cell.at(-1) ?? 0;
    const line = this.line(cell.slice(0, -1));
    const ordinal = this.#ordinalAt(line.start + last);
    if (ordinal === undefined) return undefined;
    const hash = mixIndex(line.hash, last);
    return {
      ordinal,
      center: cell.map((index, axis) => this.#center(hash, axis, index)),
      radius: cell.map((_, axis) => this.#radius(hash, axis)),
    };
  }

  /**
   * How a row along the last axis sees the ellipsoid of a cell; `undefined` where it passes it by. `place`: of the row, on the
   * axes before. Nothing is allocated for what is passed by: on a coarse level that is next to every voxel.
   */
  crossing(line: CellLine, index: number, place: readonly number[]): Crossing | undefined {
    const ordinal = this.#ordinalAt(line.start + index);
    if (ordinal === undefined) return undefined;
    const hash = mixIndex(line.hash, index);
    const last = line.cell.length;
    let rest = 0;
    for (let axis = 0; axis < last; axis++) {
      const center = this.#center(hash, axis, line.cell[axis] ?? 0);
      rest += (((place[axis] ?? 0) - center) / this.#radius(hash, axis)) ** 2;
      if (rest > 1) return undefined;
    }
    return { ordinal, center: this.#center(hash, last, index), radius: this.#radius(hash, last), rest };
  }

  /** All of them, by their ordinals: the one thing here whose cost grows with the image. */
  *all(): Generator<Blob> {
    for (let k = 0; k < this.#total; k++) {
      let rest = k;
      const cell = this.cells.toReversed().map((size) => {
        const index = rest % size;
        rest = Math.floor(rest / size);
        return index;
      });
      const blob = this.at(cell.reverse());
      if (blob) yield blob;
    }
  }

  #ordinalAt(k: number): number | undefined {
    const ordinal = Math.floor((k * this.count) / this.#total);
    return Math.floor(((k + 1) * this.count) / this.#total) > ordinal ? ordinal : undefined;
  }

  #center(hash: number, axis: number, index: number): number {
    const part = centerFrom + centerRange * fraction(hash, 2 * axis);
    return Math.floor((index + part) * (this.edges[axis] ?? 1));
  }

  #radius(hash: number, axis: number): number {
    const part = radiusFrom + radiusRange * fraction(hash, 2 * axis + 1);
    return Math.max(1, (this.edges[axis] ?? 1) * part);
  }
}

/** How many ellipsoids an image of this shape has room for, and still leaves their ordinals exact. */
export function mostBlobs(shape: readonly number[]): number {
  const room = product(shape.map((size) => Math.max(1, Math.floor(size / leastCell))));
  return Math.min(room, 2 ** 24);
}

/** Cells as even as the shape allows, at least `count`; none less than {@link leastCell} wide where an axis has several. */
function cellsFor(shape: readonly number[], count: number): number[] {
  const wide = [...shape].sort((a, b) => b - a);
  let edge = (product(wide) / count) ** (1 / wide.length);
  while (wide.length > 1 && (wide.at(-1) ?? 1) < edge) {
    wide.pop();
    edge = (product(wide) / count) ** (1 / wide.length);
  }
  const limits = shape.map((size) => Math.max(1, Math.floor(size / leastCell)));
  const cells = shape.map((size, axis) => Math.min(limits[axis] ?? 1, Math.ceil(size / edge)));
  for (let axis = 0; product(cells) < count; axis = (axis + 1) % shape.length)
    cells[axis] = Math.min(limits[axis] ?? 1, Math.ceil((cells[axis] ?? 1) * 1.1));
  return cells;
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all * size, 1);
}

function mixIndex(hash: number, index: number): number {
  return mix(mix(hash, index % 2 ** 32), Math.floor(index / 2 ** 32));
}

/** In [0, 1). */
function fraction(hash: number, which: number): number {
  return (mix(hash, which + 1) >>> 0) / 2 ** 32;
}

/** Mixes a whole number below 2^32 into a hash of 32 bits; the constants are those of MurmurHash3. */
function mix(hash: number, value: number): number {
  let mixed = Math.imul(hash ^ Math.imul(value, 0xcc9e2d51), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
