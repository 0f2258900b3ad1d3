import { AppError, chunkKeyString, type ChunkKey } from '../../core';
import type { ByteLru } from './byte-lru';
import type { MemoryBudget } from './memory-budget';

/** Chunk that a view wants; `ChunkWant` of a plan is one. */
export interface ChunkWish {
  readonly key: ChunkKey;
  /** Lower is sooner. */
  readonly priority: number;
  /** Bytes once decoded. */
  readonly decodedBytes: number;
  /** Bytes that are in flight while it is made from others; reckoned for one that is fetched when absent. */
  readonly workBytes?: number;
  /** No view waits for it. */
  readonly isPrefetch?: boolean;
}

/** Bytes that a load reserves before it starts, by tier. */
export interface Need {
  readonly chunks: number;
  readonly inFlight: number;
}

/** Whether a view waits for what is wished; false of nothing. */
export function isForView(wish: ChunkWish | undefined): boolean {
  return wish !== undefined && wish.isPrefetch !== true;
}

/** Wishes by id, the most urgent first; of two for the same chunk that one. */
export function byPriority(list: readonly ChunkWish[]): Map<string, ChunkWish> {
  const wishes = new Map<string, ChunkWish>();
  for (const wish of [...list].sort((a, b) => a.priority - b.priority)) {
    const id = chunkKeyString(wish.key);
    if (!wishes.has(id)) wishes.set(id, wish);
  }
  return wishes;
}

/** Largest response that a chunk may have: incompressible data grows a little, and has headers and checksums. */
export function encodedBound(decodedBytes: number): number {
  return decodedBytes + Math.ceil(decodedBytes / 16) + 64 * 1024;
}

/** The result, and in flight the encoded bytes with one scratch copy, for codecs that work in two steps. */
export function needOf({ decodedBytes, workBytes }: ChunkWish): Need {
  return { chunks: decodedBytes, inFlight: workBytes ?? encodedBound(decodedBytes) + decodedBytes };
}

export function canEverFit(budget: MemoryBudget, need: Need): boolean {
  return budget.fits('chunks', need.chunks) && budget.fits('inFlight', need.inFlight);
}

/** Why a chunk is not loaded: it alone, or with what the view wants more urgently, exceeds the limit. */
export function tooLargeError(budget: MemoryBudget, wish: ChunkWish): AppError {
  const { key, decodedBytes } = wish;
  const need = needOf(wish);
  const chunksMaxBytes = budget.tier('chunks').maxBytes;
  const inFlightMaxBytes = budget.tier('inFlight').maxBytes;
  const message = canEverFit(budget, need)
    ? `A chunk of ${decodedBytes} bytes does not fit beside the others of this view: the memory limit leaves ${chunksMaxBytes} bytes for chunks.`
    : `A chunk of ${decodedBytes} bytes needs ${need.chunks + need.inFlight} bytes to load, more than the memory limit leaves: ${chunksMaxBytes} bytes for chunks and ${inFlightMaxBytes} for those on their way.`;
  const detail = { level: key.level, decodedBytes, chunksMaxBytes, inFlightMaxBytes };
  return new AppError('chunk-too-large', message, detail);
}

/** Why a chunk that came is not kept. */
export function tooManyBytesError(key: ChunkKey, bytes: number, need: Need): AppError {
  const message = `A chunk decoded to ${bytes} bytes where ${need.chunks} were expected.`;
  return new AppError('corrupt-chunk', message, { level: key.level, bytes });
}

/** Reserves all of a need or nothing; drops chunks that no view wants where that makes room. */
export function reserveNeed<Value>(
  budget: MemoryBudget,
  residents: ByteLru<Value>,
  need: Need,
  onEvict: (value: Value) => void,
): boolean {
  if (budget.freeBytes('inFlight') < need.inFlight) return false;
  if (budget.freeBytes('chunks') + residents.freeBytes < need.chunks) return false;
  evictUntil(budget, residents, need.chunks, onEvict);
  return budget.reserve('chunks', need.chunks) && budget.reserve('inFlight', need.inFlight);
}

/** Drops chunks that no view wants, least worth first, until `bytes` are free or none is left. */
export function evictUntil<Value>(
  budget: MemoryBudget,
  residents: ByteLru<Value>,
  bytes: number,
  onEvict: (value: Value) => void,
): void {
  while (budget.freeBytes('chunks') < bytes) {
    const evicted = residents.evictOne();
    if (!evicted) return;
    budget.release('chunks', evicted.bytes);
    onEvict(evicted.value);
  }
}

/**
 * Whether a chunk may start before a more urgent one that waits for bytes: only if the urgent one will still fit
 * beside all that have passed it. So it waits for no load that started after it, and cannot starve.
 */
export function mayPass(
  budget: MemoryBudget,
  { waiting, passed, leasedBytes }: { waiting: Need; passed: readonly Need[]; leasedBytes: number },
  need: Need,
): boolean {
  const all = [waiting, ...passed, need];
  const chunks = all.reduce((sum, each) => sum + each.chunks, leasedBytes);
  const inFlight = all.reduce((sum, each) => sum + each.inFlight, 0);
  return chunks <= budget.tier('chunks').maxBytes && inFlight <= budget.tier('inFlight').maxBytes;
}
