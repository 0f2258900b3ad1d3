/** Chunks of one level in lines along one axis, each named by {@link chunkLine}, all different. */
export interface ChunkLines {
  readonly level: number;
  readonly lines: readonly string[];
}

/** Indices along an axis, ascending, at which all lines of a level have what was looked for. */
export interface LinePlaces {
  readonly level: number;
  readonly places: readonly number[];
}

/** Names the line along an axis that a chunk lies on: its index, in store order, without that axis. */
export function chunkLine(index: readonly number[], axis: number): string {
  return index.map((at, i) => (i === axis ? '*' : at)).join('.');
}

interface Tally {
  /** By line its number. */
  readonly lines: ReadonlyMap<string, number>;
  /** By place along the axis which lines have a chunk there, and how many. */
  readonly places: Map<number, { readonly has: Uint8Array; count: number }>;
}

/** Finds out at which places along an axis all of some lines have a chunk, from chunks in any order, the same twice too. */
export class LineTally {
  readonly #axis: number;
  readonly #levels: ReadonlyMap<number, Tally>;

  constructor(wanted: readonly ChunkLines[], axis: number) {
    this.#axis = axis;
    this.#levels = new Map(
      wanted.map(({ level, lines }) => [
        level,
        { lines: new Map(lines.map((line, number) => [line, number])), places: new Map() },
      ]),
    );
  }

  /** Whether chunks of a level count. */
  has(level: number): boolean {
    return this.#levels.has(level);
  }

  /** Counts a chunk, when it lies on one of the lines. */
  add(level: number, index: readonly number[]): void {
    const tally = this.#levels.get(level);
    const line = tally?.lines.get(chunkLine(index, this.#axis));
    const at = index[this.#axis];
    if (!tally || line === undefined || at === undefined) return;
    const place = tally.places.get(at) ?? { has: new Uint8Array(tally.lines.size), count: 0 };
    if (place.has[line] === 1) return;
    place.has[line] = 1;
    place.count += 1;
    tally.places.set(at, place);
  }

  /** Where each level is complete. */
  complete(): LinePlaces[] {
    return [...this.#levels].map(([level, { lines, places }]) => ({
      level,
      places: [...places]
        .filter(([, { count }]) => count === lines.size)
        .map(([place]) => place)
        .sort((a, b) => a - b),
    }));
  }
}
