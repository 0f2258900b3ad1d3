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

/**
 * Part of what the GPU leaves that readers of files may take away from chunks, so that there is a picture whatever they hold:
 * they cannot be told to hold less.
 */
const READERS_PART = 0.5;

const tierNames: readonly MemoryTier[] = ['gpu', 'chunks', 'inFlight'];

/** The one memory budget: bytes are reserved before they are used, and a tier never gives more than it has. */
export class MemoryBudget {
  #limits: MemoryLimits;
  #maxBytes: Record<MemoryTier, number>;
  readonly #bytes: Record<MemoryTier, number> = { gpu: 0, chunks: 0, inFlight: 0 };
  #readerBytes = 0;
  #peakBytes = 0;

  constructor(limits: MemoryLimits) {
    this.#limits = limits;
    this.#maxBytes = split(limits, 0);
  }

  get limitBytes(): number {
    return this.#limits.limitBytes;
  }

  /** Bytes of all tiers together, and of readers of files. */
  get bytes(): number {
    return tierNames.reduce((sum, tier) => sum + this.#bytes[tier], this.#readerBytes);
  }

  /** What readers of files hold, and up to where the other tiers make room for it. */
  get readers(): TierUse {
    return { bytes: this.#readerBytes, maxBytes: readersMax(this.#limits) };
  }

  /** The most that they all together ever held since {@link resetPeak}. */
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
    this.#limits = limits;
    this.#maxBytes = split(limits, this.#readerBytes);
  }

  /** Says what readers of files hold, such as the memory of a library: chunks get as much less. Call `ChunkStore.trim` next. */
  setReaders(bytes: number): void {
    this.#readerBytes = bytes;
    this.#maxBytes = split(this.#limits, bytes);
    this.#peakBytes = Math.max(this.#peakBytes, this.bytes);
  }
}

function readersMax({ limitBytes, gpuBytes }: MemoryLimits): number {
  return Math.floor((limitBytes - gpuBytes) * READERS_PART);
}

function split(limits: MemoryLimits, readerBytes: number): Record<MemoryTier, number> {
  const { limitBytes, gpuBytes } = limits;
  if (!(gpuBytes >= 0 && gpuBytes <= limitBytes))
    throw new Error(`GPU pools of ${gpuBytes} bytes do not fit a limit of ${limitBytes}.`);
  const rest = limitBytes - gpuBytes - Math.min(readerBytes, readersMax(limits));
  const inFlight = Math.floor(rest * IN_FLIGHT_PART);
  return { gpu: gpuBytes, chunks: rest - inFlight, inFlight };
}
