/** Starts the worker that puts thick slices together. */
export function createProjectionWorker(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'projection' });
}
