import type { GeneratedImage } from '../generator';
import { isSpatial, levelFactor } from '../level-geometry';
import type { BlobGrid, CellLine, Crossing } from './blob-grid';

/** Rows of one level, of ordinals counted from 1; 0 is none. */
export class BlobRows {
  readonly #grid: BlobGrid;
  readonly #factor: number;
  readonly #offset: number;
  readonly #spatial: readonly number[];

  constructor(image: GeneratedImage, grid: BlobGrid, level: number) {
    this.#grid = grid;
    this.#factor = levelFactor(image, level);
    this.#offset = image.pyramid === 'decimate' ? 0 : (this.#factor - 1) / 2;
    this.#spatial = image.axes.flatMap((axis, at) => (isSpatial(axis) ? [at] : []));
  }

  /** Writes the voxels from `index` on along x; `idOf` is told an ordinal. */
  write(row: Float64Array, index: readonly number[], idOf: (ordinal: number) => number): void {
    const start = this.#spatial.map((at) => this.#position(index[at] ?? 0));
    const x = start.length - 1;
    const first = index[this.#spatial[x] ?? 0] ?? 0;
    const lines = this.#cellsAcross(start.slice(0, x)).map((cell) => this.#grid.line(cell));
    let crossed: readonly Crossing[] = [];
    let half = NaN;
    for (let i = 0; i < row.length; i++) {
      const position = this.#position(first + i);
      const now = this.#halfCell(position, x);
      if (now !== half) crossed = this.#crossedFrom(lines, cellsAround(now, this.#grid.cells[x] ?? 1), start);
      half = now;
      const nearest = nearestTo(crossed, position);
      row[i] = nearest === undefined ? 0 : idOf(nearest);
    }
  }

  /** Level-0 index of the place that a voxel of the level stands for. */
  #position(index: number): number {
    return index * this.#factor + this.#offset;
  }

  /** Which half of which cell a position is in, counted from 0. */
  #halfCell(position: number, axis: number): number {
    return Math.floor((2 * (position + 0.5)) / (this.#grid.edges[axis] ?? 1));
  }

  /** Cells that may reach a place on all axes but x, as parts of cell indices. */
  #cellsAcross(start: readonly number[]): number[][] {
    return start.reduce<number[][]>(
      (before, position, axis) => {
        const around = cellsAround(this.#halfCell(position, axis), this.#grid.cells[axis] ?? 1);
        return before.flatMap((cell) => around.map((index) => [...cell, index]));
      },
      [[]],
    );
  }

  #crossedFrom(lines: readonly CellLine[], along: readonly number[], place: readonly number[]): Crossing[] {
    const crossed: Crossing[] = [];
    for (const line of lines)
      for (const index of along) {
        const crossing = this.#grid.crossing(line, index, place);
        if (crossing) crossed.push(crossing);
      }
    return crossed;
  }
}

/** A cell, and its neighbour on the side of the half. */
function cellsAround(half: number, count: number): number[] {
  const cell = Math.min(Math.floor(half / 2), count - 1);
  const neighbour = half % 2 === 0 ? cell - 1 : cell + 1;
  return neighbour < 0 || neighbour >= count ? [cell] : [cell, neighbour];
}

/** Where two overlap, the one whose centre is nearer in radii; of equals the first. */
function nearestTo(crossed: readonly Crossing[], position: number): number | undefined {
  let least = Infinity;
  let nearest: number | undefined;
  for (const { ordinal, center, radius, rest } of crossed) {
    const distance = rest + ((position - center) / radius) ** 2;
    if (distance > 1 || distance > least || (distance === least && ordinal > (nearest ?? 0))) continue;
    least = distance;
    nearest = ordinal;
  }
  return nearest;
}
