import { chunkKeyString, type ChunkArray, type ChunkKey } from '../core';
import { reserveNeed } from './memory/admission';
import type { ByteLru } from './memory/byte-lru';
import type { MemoryBudget } from './memory/memory-budget';
import type { Resident } from './load';

export interface OfferPlace {
  readonly budget: MemoryBudget;
  readonly residents: ByteLru<Resident>;
  readonly onEvict: (resident: Resident) => void;
}

/** Holds a chunk that no view wants, where others that none wants make room for it; returns whether it does. */
export function offerChunk(place: OfferPlace, key: ChunkKey, chunk: ChunkArray): boolean {
  const { budget, residents, onEvict } = place;
  const id = chunkKeyString(key);
  const bytes = chunk.data.byteLength;
  if (residents.has(id) || !reserveNeed(budget, residents, { chunks: bytes, inFlight: 0 }, onEvict))
    return false;
  residents.add(id, { key, chunk }, { bytes, level: key.level, isLeased: false });
  return true;
}
