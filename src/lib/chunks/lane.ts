/** What browsers open, and as many again that wait for them: a connection is not idle until the next frame has ended. */
const HTTP1_LIMIT = 12;
const MULTIPLEXED_START = 16;
const MULTIPLEXED_MAX = 32;
const MULTIPLEXED_MIN = 6;
/** A round that carries less than this part of the best one was slowed down by its own width. */
const TOLERATED_LOSS = 0.9;
const DECREASE = 0.75;
/** The best goodput fades a little each round, so that a network that became slower is judged by its own measure. */
const BEST_FADES = 0.95;

/** What one response taught about the way to an origin. */
export interface LaneObservation {
  /** ALPN name as `PerformanceResourceTiming.nextHopProtocol` gives it; '' when unknown. */
  readonly protocol: string;
  /** Encoded bytes. */
  readonly bytes: number;
  readonly ms: number;
}

/**
 * How many loads one origin may have in flight. HTTP/1.1: 12, twice what browsers open, so that nearly all of the queue stays ours.
 * HTTP/2 and 3: 16 at first, then one more each round while goodput keeps up, and a quarter less when it falls.
 */
export class Lane {
  #limit: number;
  #inFlight = 0;
  readonly #isFixed: boolean;
  #isMultiplexed = false;
  #bestGoodput = 0;
  #round = { count: 0, bytes: 0, ms: 0 };

  /** `fixedLimit` is for what has no network: generators take twice the number of workers. */
  constructor(options: { readonly fixedLimit?: number } = {}) {
    this.#isFixed = options.fixedLimit !== undefined;
    this.#limit = options.fixedLimit ?? HTTP1_LIMIT;
  }

  get limit(): number {
    return this.#limit;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  get hasRoom(): boolean {
    return this.#inFlight < this.#limit;
  }

  start(): void {
    this.#inFlight++;
  }

  finish(): void {
    if (this.#inFlight === 0) throw new Error('A lane finished more loads than it started.');
    this.#inFlight--;
  }

  /** Tells of a load that ended well. */
  observe({ protocol, bytes, ms }: LaneObservation): void {
    if (this.#isFixed || protocol === '') return;
    const isMultiplexed = protocol.startsWith('h2') || protocol.startsWith('h3');
    if (isMultiplexed !== this.#isMultiplexed) {
      this.#isMultiplexed = isMultiplexed;
      this.#limit = isMultiplexed ? MULTIPLEXED_START : HTTP1_LIMIT;
      this.#round = { count: 0, bytes: 0, ms: 0 };
    }
    if (!isMultiplexed) return;
    const round = this.#round;
    this.#round = { count: round.count + 1, bytes: round.bytes + bytes, ms: round.ms + ms };
    if (this.#round.count >= this.#limit) this.#endRound();
  }

  #endRound(): void {
    const { bytes, ms } = this.#round;
    const goodput = (bytes / Math.max(1, ms)) * this.#limit;
    const isSlower = goodput < TOLERATED_LOSS * this.#bestGoodput;
    this.#limit = isSlower
      ? Math.max(MULTIPLEXED_MIN, Math.floor(this.#limit * DECREASE))
      : Math.min(MULTIPLEXED_MAX, this.#limit + 1);
    this.#bestGoodput = Math.max(goodput, this.#bestGoodput * BEST_FADES);
    this.#round = { count: 0, bytes: 0, ms: 0 };
  }
}
