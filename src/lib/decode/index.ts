export { createDecodeWorker, defaultWorkerCount } from './create-worker';
export { DecodePool } from './decode-pool';
export type { DecodePoolOptions } from './decode-pool';
export type { ChunkReadObservation } from './pooled-source';
