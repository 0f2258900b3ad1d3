import { colormapNames } from '../../render';
import type { PartialViewState } from '../../share';
import { applyViewState } from '../scene/state/view-state';
import type { LayerPatch } from '../viewer/model';
import type { Session } from '../session/session';
import type { ViewChange, ViewPatch } from './history';

/** Leads the view one way along a change: opens and closes what it must, then sets the rest. */
export async function applyChange(session: Session, change: ViewChange, way: 'undo' | 'redo'): Promise<void> {
  const patch = change[way];
  const { scene, opening, engine, labels, dimensions } = session;
  const { playback } = dimensions;
  if (patch.sources) {
    const wanted = new Set(patch.layers?.map(({ id }) => id));
    const isOpen = (id: string) => scene.layers.some((layer) => layer.id === id);
    const restored = change.layers.filter(({ id }) => wanted.has(id) && !isOpen(id) && !labels.imageOf(id));
    await opening.replace(opening.slots.specs(patch.sources, patch.sourceKinds ?? []), { restored });
    await labels.bringBack((patch as PartialViewState).layers ?? []);
    const surplus = change.layers.filter(({ id }) => !wanted.has(id)).map(({ id }) => id);
    for (const layer of scene.layers) if (surplus.includes(layer.id)) opening.close(layer);
  }
  for (const { axis } of playback.upcoming())
    if (patch.position && axis in patch.position) playback.toggle(axis, performance.now());
  applyViewState(scene, patch as PartialViewState, colormapNames);
  for (const { id, ...look } of patch.layers ?? [])
    scene.layers.find((layer) => layer.id === id)?.patch(unset(look));
  engine.changed();
}

/** What was not set before is not set again, so that it follows its default. */
function unset(look: Omit<NonNullable<ViewPatch['layers']>[number], 'id'>): LayerPatch {
  const empty = Object.entries(look).filter(([, value]) => value === null);
  return Object.fromEntries(empty.map(([key]) => [key, undefined]));
}
