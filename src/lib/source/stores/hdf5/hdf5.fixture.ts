import type { Hdf5Port } from './engine-calls';
import { loadEngine } from './engine/load-engine';
import { Hdf5Files } from './hdf5-files';

/** HDF5 files that are read by an engine in this thread; what crosses to a worker is cloned as it would be. */
export function filesHere(attempts: string[] = []): Hdf5Files {
  return new Hdf5Files(() => portHere(attempts));
}

/** `attempts` collects what was asked. */
export function portHere(attempts: string[] = []): Hdf5Port {
  const loading = loadEngine();
  return {
    attempt: async (attempt) => {
      attempts.push(attempt.call.kind);
      return structuredClone((await loading).attempt(structuredClone(attempt)));
    },
    drop: (token) => void loading.then((engine) => engine.drop(token)),
    close: (file) => void loading.then((engine) => engine.close(file)),
  };
}
