/** Parts of the memory budget. `inFlight` holds encoded bytes and what decoding needs beside its result. */
export type MemoryTier = 'gpu' | 'chunks' | 'inFlight';

export interface TierUse {
  readonly bytes: number;
  readonly maxBytes: number;
}

export interface MemoryLimits {
  /** Everything together. */
  readonly limitBytes: number;
  /** What the GPU pools take, allocated once. */
  readonly gpuBytes: number;
}

/**
 * Part of what the GPU leaves that goes to chunks on their way. While a chunk is decoded, its encoded bytes and a
 * scratch copy are held beside the result, so the largest chunk that can be loaded takes a little more than twice its
 * size here and once its size in `chunks`. A half lets one chunk of 8192² uint16 (128 MiB, 264 MiB in flight) pass
 * under the desktop limit of 768 MiB beside 192 MiB of GPU pools, where 0.4 would refuse it for ever, and under
 * 64 MiB it still holds far more than six chunks of 512² uint16.
 */
const IN_FLIGHT_PART = 0.5;

const tierNames: readonly MemoryTier[] = ['gpu', 'chunks', 'inFlight'];

/** The one memory budget: bytes are reserved before they are used, and a tier never gives more than it has. */
export class MemoryBudget {
  #maxBytes: Record<MemoryTier, number>;
  readonly #bytes: Record<MemoryTier, number> = { gpu: 0, chunks: 0, inFlight: 0 };
  #limitBytes: number;
  #peakBytes = 0;

  constructor(limits: MemoryLimits) {
    this.#maxBytes = split(limits);
    this.#limitBytes = limits.limitBytes;
  }

  get limitBytes(): number {
    return this.#limitBytes;
  }

  /** Bytes of all tiers together. */
  get bytes(): number {
    return tierNames.reduce((sum, tier) => sum + this.#bytes[tier], 0);
  }

  /** The most that all tiers together ever held since {@link resetPeak}. */
  get peakBytes(): number {
    return this.#peakBytes;
  }

  resetPeak(): void {
    this.#peakBytes = this.bytes;
  }

  tier(tier: MemoryTier): TierUse {
    return { bytes: this.#bytes[tier], maxBytes: this.#maxBytes[tier] };
  }

  /** Whether a tier could hold this much if it were empty. */
  fits(tier: MemoryTier, bytes: number): boolean {
    return bytes <= this.#maxBytes[tier];
  }

  /** Bytes that a tier can still give; negative after its limit has shrunk below its use. */
  freeBytes(tier: MemoryTier): number {
    return this.#maxBytes[tier] - this.#bytes[tier];
  }

  /** Takes bytes from a tier, or takes none and returns false. */
  reserve(tier: MemoryTier, bytes: number): boolean {
    if (!(bytes >= 0)) throw new Error(`Cannot reserve ${bytes} bytes of ${tier}.`);
    if (bytes > this.freeBytes(tier)) return false;
    this.#bytes[tier] += bytes;
    this.#peakBytes = Math.max(this.#peakBytes, this.bytes);
    return true;
  }

  /** Gives back what was reserved. */
  release(tier: MemoryTier, bytes: number): void {
    if (!(bytes >= 0 && bytes <= this.#bytes[tier]))
      throw new Error(`Cannot release ${bytes} of ${this.#bytes[tier]} bytes of ${tier}.`);
    this.#bytes[tier] -= bytes;
  }

  /** Changes the limits. What exceeds them stays until its owner lets go: call `ChunkStore.trim` next. */
  setLimits(limits: MemoryLimits): void {
    this.#maxBytes = split(limits);
    this.#limitBytes = limits.limitBytes;
  }
}

function split({ limitBytes, gpuBytes }: MemoryLimits): Record<MemoryTier, number> {
  if (!(gpuBytes >= 0 && gpuBytes <= limitBytes))
    throw new Error(`GPU pools of ${gpuBytes} bytes do not fit a limit of ${limitBytes}.`);
  const rest = limitBytes - gpuBytes;
  const inFlight = Math.floor(rest * IN_FLIGHT_PART);
  return { gpu: gpuBytes, chunks: rest - inFlight, inFlight };
}
