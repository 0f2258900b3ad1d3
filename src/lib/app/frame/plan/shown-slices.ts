import type { ChunkStore } from '../../../chunks';
import type { SliceView } from '../../../view';
import type { Layer } from '../../scene/layers/layer';

/** What can be told of a slice that is not on the screen yet. */
export interface SliceSources {
  readonly store: Pick<ChunkStore, 'stateOf'>;
  /** Whether something of the slice could be drawn everywhere in the view. */
  readonly isCovered: (layerId: string, slice: SliceView) => boolean;
}

/**
 * Lets each layer's picture go on to the slice that is wanted, once that has something to show everywhere, or has nothing
 * more to wait for: what failed is a hole in the new slice, never data of the old one. Returns whether any did.
 */
export function chooseShownSlices(layers: readonly Layer[], sources: SliceSources): boolean {
  let hasMoved = false;
  for (const { id, frame } of layers) {
    const { wanted, shown } = frame;
    if (!wanted || (shown === wanted && !frame.before)) continue;
    const next = nextShown(id, frame, sources);
    if (next === wanted) delete frame.before;
    else if (next === shown) continue;
    frame.shown = next;
    hasMoved = true;
  }
  return hasMoved;
}

function nextShown(
  id: string,
  { wanted, shown, plan, before }: Layer['frame'],
  sources: SliceSources,
): SliceView {
  if (!wanted) throw new Error(`Layer ${id} wants no slice.`);
  if (!shown || !sameAxes(shown, wanted) || (!before && samePosition(shown, wanted))) return wanted;
  if (sources.isCovered(id, wanted)) return wanted;
  const isWaiting = plan?.want.some(({ key }) => /^(idle|queued|loading)$/.test(sources.store.stateOf(key)));
  if (isWaiting === false) return wanted;
  // Channels switched on or off show at once, in the old slice.
  return shown.channels.join() === wanted.channels.join() ? shown : { ...shown, channels: wanted.channels };
}

function sameAxes(a: SliceView, b: SliceView): boolean {
  return a.horizontal === b.horizontal && a.vertical === b.vertical;
}

function samePosition(a: SliceView, b: SliceView): boolean {
  return a.position.join() === b.position.join();
}
