import type { GeneratedImage, LevelFormula } from '../generator';
import { BulbDomain, type Vector } from './bulb-domain';
import { OrbitBall } from './orbit-ball';
import { makeRowPoints, type CountRow } from './row-points';
import { notShared, runLength, SharedCounts } from './shared-counts';
import type { TriplexPower } from './triplex-power';

/** What is counted. */
export interface Bulb {
  readonly power: TriplexPower;
  readonly countRow: CountRow;
  readonly order: number;
  readonly iterations: number;
}

/** Times and channels repeat the picture. */
export function bulbAtLevel(image: GeneratedImage, bulb: Bulb, level: number): LevelFormula {
  const domain = new BulbDomain(image, level);
  const shared = new SharedCounts(domain, new OrbitBall(bulb.power, bulb.order), bulb.iterations);
  const rows = new BulbRows(domain, shared, bulb);
  return {
    writeRow: (row, index) => rows.write(row, domain.spatial(index)),
    sharedValue: (index, shape) => shared.ofBox(domain.spatial(index), domain.spatial(shape)),
  };
}

/** Rows of one level: quickest when those that share blocks follow each other. */
class BulbRows {
  readonly #domain: BulbDomain;
  readonly #shared: SharedCounts;
  readonly #bulb: Bulb;
  #points = makeRowPoints(0);
  /** Shared counts of rows, by their blocks along y; of one extent along x and one block along z. */
  readonly #runs = new Map<number, Int32Array>();
  #extent = '';

  constructor(domain: BulbDomain, shared: SharedCounts, bulb: Bulb) {
    this.#domain = domain;
    this.#shared = shared;
    this.#bulb = bulb;
  }

  /** Writes the counts of the voxels from `first` on along x. */
  write(row: Float64Array, first: Vector): void {
    if (this.#points.at.length < row.length) this.#points = makeRowPoints(row.length);
    const [x] = first;
    const runs = this.#runsOf(first, row.length);
    for (let run = 0; run < runs.length; run++) {
      const end = (Math.floor(x / runLength) + run + 1) * runLength - x;
      const count = runs[run] ?? notShared;
      const [from, to] = [Math.max(0, end - runLength), Math.min(row.length, end)];
      if (count === notShared) this.#addPoints(x, from, to);
      else row.fill(count, from, to);
    }
    const [, y, z] = this.#domain.positionAt(first);
    this.#bulb.countRow(this.#points, row, { y, z, limit: this.#bulb.iterations });
  }

  #addPoints(x: number, from: number, to: number): void {
    const points = this.#points;
    for (let at = from; at < to; at++) {
      points.c[points.count] = this.#domain.xAt(x + at);
      points.at[points.count++] = at;
    }
  }

  #runsOf([x, y, z]: Vector, length: number): Int32Array {
    const extent = `${x} ${length} ${Math.floor(z / runLength)}`;
    if (extent !== this.#extent) this.#runs.clear();
    this.#extent = extent;
    const block = Math.floor(y / runLength);
    const runs = this.#runs.get(block) ?? this.#shared.ofRow([x, y, z], length);
    this.#runs.set(block, runs);
    return runs;
  }
}
