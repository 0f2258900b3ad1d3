/** Starts the worker that reads trees. */
export function createHierarchyWorker(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'hierarchy' });
}
