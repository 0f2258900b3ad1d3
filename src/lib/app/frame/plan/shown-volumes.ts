import type { VolumeView } from '../../../view';
import type { Layer } from '../../scene/layers/layer';
import type { SliceSources } from './shown-slices';

/**
 * Lets each volume go on to the position that the sliders say, such as the next step of time, once all of its coarsest
 * level that is in view is here, or has failed. Returns whether any did.
 */
export function chooseShownVolumes(
  layers: readonly Layer[],
  { store, isCovered }: Pick<SliceSources, 'store'> & { readonly isCovered: (layerId: string) => boolean },
): boolean {
  let hasMoved = false;
  for (const { id, frame } of layers) {
    const { bricks, volume, shownVolume } = frame;
    if (!bricks || !volume || (shownVolume?.view === volume && shownVolume.plan === bricks)) continue;
    const isElsewhere = shownVolume !== undefined && !samePlace(shownVolume.view, volume);
    const coarsest = Math.max(...bricks.want.map(({ key }) => key.level));
    const isWaiting = bricks.want.some(
      ({ key }) => key.level === coarsest && /^(idle|queued|loading)$/.test(store.stateOf(key)),
    );
    if (isElsewhere && isWaiting && !isCovered(id)) continue;
    frame.shownVolume = { view: volume, plan: bricks };
    hasMoved ||= isElsewhere;
  }
  return hasMoved;
}

function samePlace(a: VolumeView, b: VolumeView): boolean {
  const isSame = a.x === b.x && a.y === b.y && a.z === b.z;
  return (
    isSame &&
    a.position.every((at, axis) => axis === a.x || axis === a.y || axis === a.z || at === b.position[axis])
  );
}
