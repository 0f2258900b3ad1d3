import { rounded } from '../report/buckets';
import type { DurationFigures } from '../report/report';

/** Each bin is so much wider than the one before: percentiles are exact to a tenth. */
const RATIO = 1.1;
const FIRST_MS = 0.1;
/** The last bin begins at about an hour. */
const BINS = 184;

/** Counts durations in bins, so that a test of any length takes the same memory, and to note one takes next to no time. */
export class Durations {
  readonly #bins = new Uint32Array(BINS);
  #count = 0;
  #longestMs = 0;

  /** What is negative, since clocks of events differ, counts as none. */
  note(ms: number): void {
    const bin = Math.ceil(Math.log(ms / FIRST_MS) / Math.log(RATIO));
    const at = Math.min(BINS - 1, Math.max(0, bin)) || 0;
    this.#bins[at] = (this.#bins[at] ?? 0) + 1;
    this.#count++;
    if (ms > this.#longestMs) this.#longestMs = ms;
  }

  figures(): DurationFigures {
    if (this.#count === 0) return { count: 0 };
    return {
      count: this.#count,
      medianMs: rounded(this.#percentile(0.5)),
      p95Ms: rounded(this.#percentile(0.95)),
      longestMs: rounded(this.#longestMs),
    };
  }

  /** The upper edge of the bin that holds it, or the longest where that is less. */
  #percentile(fraction: number): number {
    const rank = Math.ceil(fraction * this.#count);
    let passed = 0;
    const at = this.#bins.findIndex((count) => (passed += count) >= rank);
    return Math.min(this.#longestMs, FIRST_MS * RATIO ** at);
  }
}
