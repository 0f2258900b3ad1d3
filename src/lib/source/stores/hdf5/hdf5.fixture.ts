import type { Hdf5Port } from './engine-calls';
import { loadEngine } from './engine/load-engine';
import { Hdf5Files } from './hdf5-files';

/** There is one library in a thread, and so one engine; what each port calls its files is its own. */
const loading = loadEngine();
const ports = { made: 0 };

/** HDF5 files that are read by an engine in this thread; what crosses to a worker is cloned as it would be. */
export function filesHere(): Hdf5Files {
  return new Hdf5Files(portHere);
}

function portHere(): Hdf5Port {
  const own = `${String(++ports.made)}.`;
  return {
    attempt: async (asked) => {
      const { token, file, ...rest } = structuredClone(asked);
      const attempt = { ...rest, token: own + token, file: { ...file, id: own + file.id } };
      return structuredClone((await loading).attempt(attempt));
    },
    drop: (token) => void loading.then((engine) => engine.drop(own + token)),
    close: (file) => void loading.then((engine) => engine.close(own + file)),
  };
}
