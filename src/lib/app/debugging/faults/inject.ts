import { storedDatasetId } from '../../../core';
import type { Session } from '../../session/session';
import { makeFaults, type FaultKind } from './faults';

/** Makes some faults of all that is loaded from now on, and loads what is in memory anew; with none, all is as it is again. */
export function injectFaults(session: Session, kinds: readonly FaultKind[]): void {
  const { scene, store, host, engine } = session;
  const datasetOf = (id: string) =>
    scene.layers.map((layer) => scene.storedOf(layer)).find((dataset) => dataset.id === storedDatasetId(id));
  session.detour =
    kinds.length === 0
      ? undefined
      : makeFaults(new Set(kinds), { datasetOf: ({ dataset }) => datasetOf(dataset), wait });
  host.exchangesUploads = kinds.includes('upload');
  for (const layer of scene.layers) store.clear(layer.source.dataset.id);
  host.renew();
  engine.changed();
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      },
      { once: true },
    );
  });
}
