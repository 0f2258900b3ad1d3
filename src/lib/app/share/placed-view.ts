import { placeView, type ForeignPlace, type PartialViewState } from '../../share';
import { unitFactor } from '../../view';
import type { Scene } from '../scene/scene';

/** Adds a place in the coordinates of another viewer to a view, in those of what is open now. */
export function placedView(
  scene: Scene,
  view: PartialViewState,
  place: ForeignPlace | undefined,
): PartialViewState {
  if (!place) return view;
  const axis = (name: string) => {
    const owner = scene.positionOwner(name);
    return owner && owner.at !== owner.dataset.channelAxis
      ? { ...owner.transform, unit: scene.units.get(name) }
      : undefined;
  };
  const heightPx = Math.max(1, scene.camera.height);
  return { ...view, ...placeView(place, view.mode, { axis, unitFactor, heightPx }) };
}
