import { WorkerEngine } from './worker-engine';
import type { EngineWorker } from './worker-engine';

/** An engine in a worker, which is fetched when a file is opened. To be called in a worker, or in a page. */
export function createHdf5Engine(): WorkerEngine {
  return new WorkerEngine({
    createWorker: () =>
      new Worker(new URL('./engine/worker.ts', import.meta.url), {
        type: 'module',
        name: 'hdf5',
      }) as EngineWorker,
    later: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
}
