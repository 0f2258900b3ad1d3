import type { Traffic } from '../../core';
import type { TrafficModel } from './memory-model';

/** Rates are means over this time, so that single requests do not make them jump. */
const SPAN_MS = 3000;

interface Sample {
  readonly ms: number;
  readonly requests: number;
  readonly bytes: number;
}

/** How fast traffic goes, from what was counted now and a moment ago. */
export class Rates {
  #samples: Sample[] = [];

  /** Notes what has been counted by now, and returns requests and bytes per second over the last {@link SPAN_MS}. */
  note(ms: number, traffic: Readonly<Traffic>): { requestsPerSecond: number; bytesPerSecond: number } {
    const { metadataRequests, chunkRequests, networkBytes: bytes } = traffic;
    const now = { ms, requests: metadataRequests + chunkRequests, bytes };
    const first = this.#samples[0];
    // Counters that went back were reset.
    if (first && now.requests < first.requests) this.#samples = [];
    this.#samples = [...this.#samples.filter((sample) => ms - sample.ms <= SPAN_MS), now];
    const oldest = this.#samples[0] ?? now;
    const seconds = (ms - oldest.ms) / 1000;
    if (seconds <= 0) return { requestsPerSecond: 0, bytesPerSecond: 0 };
    return {
      requestsPerSecond: (now.requests - oldest.requests) / seconds,
      bytesPerSecond: (now.bytes - oldest.bytes) / seconds,
    };
  }
}

/** Returns how often memory and disk had what was wanted. `memoryHits`: chunks that were in memory when a view came to want them. */
export function hitRates(
  { chunksFromNetwork, chunksFromDisk, chunksGenerated }: Readonly<Traffic>,
  memoryHits: number,
): Pick<TrafficModel, 'memoryHitRate' | 'diskHitRate'> {
  const read = chunksFromNetwork + chunksFromDisk;
  const wanted = read + chunksGenerated + memoryHits;
  return {
    ...(wanted > 0 && { memoryHitRate: memoryHits / wanted }),
    ...(read > 0 && { diskHitRate: chunksFromDisk / read }),
  };
}
