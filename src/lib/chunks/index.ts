export { encodedBound, type ChunkWish } from './memory/admission';
export { ChunkStore } from './chunk-store';
export type { ChunkState, ChunkStoreOptions } from './chunk-store-options';
export type { ChunkFailure } from './failure-log';
export type { HeldChunk } from './load';
export * from './lane';
export * from './memory/memory-budget';
