import { type Rect, isEmptyRect, intersectRects, rectsOverlap } from '../../core';
import { type TileGrid, type TileResidency, pieceCount, pieceRect } from '../../view';

/** A part of a tile that is on the GPU, and when it got there. */
export interface TilePart extends Rect {
  /** Clock of the upload, ms; −Infinity when it needs no fade. */
  readonly since: number;
}

/** What of one tile is on the GPU, piece by piece. */
export class TileRecord {
  readonly grid: TileGrid;
  readonly slot: number;
  /** When each piece arrived; NaN while it is a hole. */
  readonly #since: Float64Array;
  #holes: number;
  #parts: readonly TilePart[] | undefined;

  constructor(grid: TileGrid, slot: number) {
    this.grid = grid;
    this.slot = slot;
    this.#holes = pieceCount(grid);
    this.#since = new Float64Array(this.#holes).fill(NaN);
  }

  /** Every piece is there, gutter included. */
  get isFull(): boolean {
    return this.#holes === 0;
  }

  /** Pieces that are there. */
  get filled(): number {
    return this.#since.length - this.#holes;
  }

  has(piece: number): boolean {
    return !Number.isNaN(this.#since[piece]);
  }

  fill(piece: number, now: number): void {
    if (!this.has(piece)) this.#holes--;
    this.#since[piece] = now;
    this.#parts = undefined;
  }

  /** Ends the fade of every piece that meets `voxels`, or that arrived at `until` or before. */
  settle(voxels: Rect | undefined, until: number): void {
    for (let piece = 0; piece < this.#since.length; piece++) {
      const since = this.#since[piece] ?? NaN;
      if (!(since > -Infinity)) continue;
      if (since > until && !(voxels && rectsOverlap(pieceRect(this.grid, piece), voxels))) continue;
      this.#since[piece] = -Infinity;
      this.#parts = undefined;
    }
  }

  /** The parts that can be drawn, gutter left out, as few rectangles as arrived at the same time. */
  get parts(): readonly TilePart[] {
    this.#parts ??= this.#collectParts();
    return this.#parts;
  }

  /** What is there at all, or, with `before`, what had arrived at that time. */
  residency(before = Infinity): TileResidency {
    const parts = before === Infinity ? this.parts : this.parts.filter(({ since }) => since <= before);
    const [only] = parts;
    const { interior } = this.grid;
    return { complete: parts.length === 1 && only !== undefined && sameRect(only, interior), parts };
  }

  #collectParts(): TilePart[] {
    const { columns, rows, interior } = this.grid;
    const open: TilePart[] = [];
    const done: TilePart[] = [];
    for (let row = 0; row < rows.length; row++) {
      for (const run of this.#runsOfRow(row, columns.length, interior)) {
        const above = open.findIndex((part) => continues(part, run));
        const grown = open[above];
        if (grown) open[above] = { ...grown, y1: run.y1 };
        else open.push(run);
      }
      const edge = Math.min(rows[row]?.to ?? 0, interior.y1);
      done.push(...open.filter((part) => part.y1 < edge));
      open.splice(0, open.length, ...open.filter((part) => part.y1 >= edge));
    }
    return [...done, ...open];
  }

  #runsOfRow(row: number, columns: number, interior: Rect): TilePart[] {
    const runs: TilePart[] = [];
    for (let column = 0; column < columns; column++) {
      const piece = row * columns + column;
      const since = this.#since[piece] ?? NaN;
      const rect = intersectRects(pieceRect(this.grid, piece), interior);
      if (Number.isNaN(since) || isEmptyRect(rect)) continue;
      const last = runs.at(-1);
      if (last && last.since === since && last.x1 === rect.x0)
        runs[runs.length - 1] = { ...last, x1: rect.x1 };
      else runs.push({ ...rect, since });
    }
    return runs;
  }
}

function continues(part: TilePart, run: TilePart): boolean {
  return part.since === run.since && part.x0 === run.x0 && part.x1 === run.x1 && part.y1 === run.y0;
}

function sameRect(a: Rect, b: Rect): boolean {
  return a.x0 === b.x0 && a.y0 === b.y0 && a.x1 === b.x1 && a.y1 === b.y1;
}
