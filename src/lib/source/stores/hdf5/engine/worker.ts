import type { EngineMessage, EngineReply } from '../worker-engine';
import type { Hdf5Engine } from './hdf5-engine';
import { loadEngine } from './load-engine';

interface WorkerScope {
  postMessage(message: EngineReply, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<EngineMessage>) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
const loading = loadEngine();

scope.addEventListener('message', ({ data }) => {
  void loading.then(
    (engine) => handle(engine, data),
    (error: unknown) => {
      // Whoever started this worker takes that for its end.
      setTimeout(() => {
        throw error;
      });
    },
  );
});

function handle(engine: Hdf5Engine, message: EngineMessage): void {
  if (message.kind === 'drop') engine.drop(message.token);
  else if (message.kind === 'close') engine.close(message.file);
  else {
    const outcome = engine.attempt(message.attempt);
    const isLarge = outcome.kind === 'value' && outcome.value instanceof Uint8Array;
    scope.postMessage(
      { id: message.id, outcome, heldBytes: engine.heldBytes },
      isLarge ? [(outcome.value as Uint8Array<ArrayBuffer>).buffer] : [],
    );
  }
}
