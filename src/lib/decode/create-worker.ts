/** Starts a decode worker: the product's `createWorker` for a DecodePool. */
export function createDecodeWorker(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'decode' });
}

/** Workers for a machine of `cores`: one core is left to the page, and more than four only share the network. */
export function defaultWorkerCount(cores: number): number {
  return Math.min(Math.max(cores - 1, 2), 4);
}
