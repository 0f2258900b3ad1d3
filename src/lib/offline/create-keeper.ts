/** Starts the keeper's worker: the product's `createWorker` for a {@link KeeperClient}. */
export function createKeeperWorker(): Worker {
  return new Worker(new URL('./keeper/worker.ts', import.meta.url), { type: 'module', name: 'keeper' });
}
