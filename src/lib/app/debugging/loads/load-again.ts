import type { Session } from '../../session/session';
import type { LoadLog } from './load-log';

/** Forgets the decoded chunks of what is open, and the loads so far, so that the view loads once more. */
export function loadAgain({ scene, store, engine }: Session, log: LoadLog): void {
  for (const layer of scene.layers) store.clear(scene.storedOf(layer).id);
  log.clear();
  engine.changed();
}
