import { progressiveTuning, type Tuning } from '../core';

/** What browsers open over HTTP/1.1; no more are asked of a host that has not answered yet, nor ever fewer over HTTP/2. */
const CONNECTIONS = 6;

/** What one response taught about the way to an origin. */
export interface LaneObservation {
  /** ALPN name as `PerformanceResourceTiming.nextHopProtocol` gives it; '' when unknown. */
  readonly protocol: string;
  /** Encoded bytes. */
  readonly bytes: number;
  readonly ms: number;
}

export interface LaneOptions {
  /** For what has no network; read anew each time. */
  readonly fixedLimit?: number;
  /** As by default when absent. */
  readonly tuning?: () => Tuning;
}

/**
 * How many loads one origin may have in flight. HTTP/1.1: as many as tuned, by default twice what browsers open, so that
 * nearly all of the queue stays ours. HTTP/2 and 3: so many at first, 16 by default, then one more each round while goodput
 * keeps up, and a quarter less when it falls.
 */
export class Lane {
  readonly #options: LaneOptions;
  /** Over HTTP/2 and 3. */
  #multiplexed: number | undefined;
  #inFlight = 0;
  #hasAnswered = false;
  #bestGoodput = 0;
  #round = { count: 0, bytes: 0, ms: 0 };

  constructor(options: LaneOptions = {}) {
    this.#options = options;
  }

  get limit(): number {
    const { http1Requests, http2Most } = this.#tuning;
    const multiplexed = this.#multiplexed && Math.min(http2Most, this.#multiplexed);
    const first = this.#hasAnswered ? http1Requests : Math.min(CONNECTIONS, http1Requests);
    return this.#options.fixedLimit ?? multiplexed ?? first;
  }

  get #tuning(): Tuning {
    return this.#options.tuning?.() ?? progressiveTuning;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  get hasRoom(): boolean {
    return this.#inFlight < this.limit;
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
    this.#hasAnswered = true;
    if (this.#options.fixedLimit !== undefined || protocol === '') return;
    const isMultiplexed = protocol.startsWith('h2') || protocol.startsWith('h3');
    if (isMultiplexed !== (this.#multiplexed !== undefined)) {
      this.#multiplexed = isMultiplexed ? this.#tuning.http2First : undefined;
      this.#round = { count: 0, bytes: 0, ms: 0 };
    }
    if (!isMultiplexed) return;
    const round = this.#round;
    this.#round = { count: round.count + 1, bytes: round.bytes + bytes, ms: round.ms + ms };
    if (this.#round.count >= this.limit) this.#endRound();
  }

  #endRound(): void {
    const { bytes, ms } = this.#round;
    const { limit } = this;
    const { http2Kept, http2Less, http2Fades } = this.#tuning;
    const goodput = (bytes / Math.max(1, ms)) * limit;
    const isSlower = goodput < http2Kept * this.#bestGoodput;
    this.#multiplexed = isSlower ? Math.max(CONNECTIONS, Math.floor(limit * http2Less)) : limit + 1;
    this.#bestGoodput = Math.max(goodput, this.#bestGoodput * http2Fades);
    this.#round = { count: 0, bytes: 0, ms: 0 };
  }
}
