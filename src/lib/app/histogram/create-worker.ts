/** Starts the worker that counts values. */
export function createHistogramWorker(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'histogram' });
}
