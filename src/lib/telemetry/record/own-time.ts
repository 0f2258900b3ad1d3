/** Counts what the recorder's own calls take. Calls within calls are counted once. */
export class OwnTime {
  totalMs = 0;
  #depth = 0;
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  during<T>(work: () => T): T {
    if (this.#depth > 0) return work();
    this.#depth++;
    const startedMs = this.#nowMs();
    try {
      return work();
    } finally {
      this.#depth--;
      this.totalMs += this.#nowMs() - startedMs;
    }
  }
}
