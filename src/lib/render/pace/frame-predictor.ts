/** Weight that what was learned keeps with each new measurement: a change of view is followed within a few frames. */
const MEMORY = 0.85;
/** A measurement counts for at most this many times what was predicted: shaders compile in the first frames. */
const MAX_RATIO = 4;
/** Before anything was measured: software rendering takes about this long for a pixel. */
const FIRST_NS_PER_UNIT = 12;
/** Below this spread of work around its mean (relative, squared) slope and overhead cannot be told apart. */
const MIN_SPREAD = 0.01;
/** At least this part of what was measured is taken for work, and not for overhead. */
const MIN_WORK_PART = 0.1;
/** Work that took less than this part of the time allowed may be followed by more of it … */
const EARLY_PART = 0.75;
/** … this many times as much: so what only looked slow, since nothing is measured finer than a few ms, is tried out. */
const GROWTH = 1.6;

/**
 * Learns how long the GPU takes for a unit of work (about one pixel drawn with one tap), apart from what each submission
 * costs whatever it draws. Least squares of `ms = overhead + work · slope` over the recent past: without the overhead,
 * small strips on a busy computer look slow, become smaller still, and a picture never ends.
 */
export class FramePredictor {
  #nsPerUnit: number;
  #overheadMs = 0;
  #weight = 0;
  #work = 0;
  #ms = 0;
  #workWork = 0;
  #workMs = 0;
  #last = { work: 0, ms: Infinity };

  /** `firstNsPerUnit`: what to go by before anything was measured. */
  constructor(firstNsPerUnit = FIRST_NS_PER_UNIT) {
    this.#nsPerUnit = firstNsPerUnit;
  }

  /** The work alone, without the overhead of submitting it. */
  predictMs(work: number): number {
    return (work * this.#nsPerUnit) / 1e6;
  }

  /** Returns how much work to try within `ms`. */
  workFor(ms: number): number {
    const learned = (ms * 1e6) / this.#nsPerUnit;
    return this.#last.ms <= EARLY_PART * ms ? Math.max(learned, GROWTH * this.#last.work) : learned;
  }

  observe(work: number, measuredMs: number): void {
    if (!(work > 0) || !(measuredMs >= 0)) return;
    this.#last = { work, ms: measuredMs };
    const ms = Math.min(measuredMs, MAX_RATIO * (this.#overheadMs + this.predictMs(work)) + 1);
    this.#weight = MEMORY * this.#weight + 1;
    this.#work = MEMORY * this.#work + work;
    this.#ms = MEMORY * this.#ms + ms;
    this.#workWork = MEMORY * this.#workWork + work * work;
    this.#workMs = MEMORY * this.#workMs + work * ms;
    this.#fit();
  }

  #fit(): void {
    const meanWork = this.#work / this.#weight;
    const meanMs = this.#ms / this.#weight;
    const spread = this.#workWork / this.#weight - meanWork ** 2;
    const ratio = meanMs / meanWork;
    const slope =
      spread > MIN_SPREAD * meanWork ** 2
        ? (this.#workMs / this.#weight - meanWork * meanMs) / spread
        : (meanMs - Math.min(this.#overheadMs, meanMs)) / meanWork;
    const believed = Math.min(Math.max(slope, MIN_WORK_PART * ratio), ratio);
    this.#nsPerUnit = Math.max(0.01, believed * 1e6);
    this.#overheadMs = meanMs - believed * meanWork;
  }
}
