import type { PartialViewState } from '../../share';
import { colormapNames } from '../../render';
import type { Layer } from '../scene/layers/layer';
import { placed } from '../scene/layers/stacked';
import { applyViewState } from '../scene/state/view-state';
import type { Session } from '../session/session';
import { asCalledNow } from './as-called-now';

/**
 * Applies what a link says of layers that were opened later than others of it: their look, their place in the stack, and the
 * label images beside them. All else is left as it is by now. Resolves when those label images are open, or have failed to.
 */
export async function applyToOpened(
  { scene, opening, engine, labels }: Pick<Session, 'scene' | 'opening' | 'engine' | 'labels'>,
  view: PartialViewState,
  opened: readonly Layer[],
): Promise<void> {
  const { layers = [] } = asCalledNow({ layers: view.layers ?? [] }, opening.slots.linkIds());
  const ids = layers.map(({ id }) => id);
  const theirs = layers.filter(({ id }) => opened.some((layer) => layer.id === id));
  for (const layer of opened) scene.layers = placed(scene.layers, layer, ids);
  applyViewState(scene, { layers: theirs }, colormapNames);
  engine.changed();
  await labels.follow(layers, opened);
}
