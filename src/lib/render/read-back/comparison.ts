/** What came of a comparison of a tile or a brick on the graphics card with the chunks that it was cut from. */
export interface Comparison {
  /** Chunks, store axis order, of which it holds something else. */
  readonly wrong: readonly (readonly number[])[];
  /** What tells its payload from that of others; `expected` is absent where a chunk of it is not in memory any more. */
  readonly found: string;
  readonly expected?: string;
}

/** Equal as numbers are; NaN is what it is. */
export function isSameWord(a: number | undefined, b: number | undefined): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}

/** A short name of words, of which it is all but certain that others have another: FNV-1a of their bytes. */
export class Digest {
  #hash = 0x811c9dc5;
  #other = 0x1234567;
  #count = 0;

  add(words: Uint8Array | Uint16Array | Uint32Array | Float32Array, from: number, to: number): void {
    const part = words.slice(from, to);
    for (const byte of new Uint8Array(part.buffer)) {
      this.#hash = Math.imul(this.#hash ^ byte, 0x01000193);
      this.#other = Math.imul(this.#other ^ byte, 0x5bd1e995) + this.#count++;
    }
  }

  toString(): string {
    return `${this.#count}:${this.#hash >>> 0}:${this.#other >>> 0}`;
  }
}
