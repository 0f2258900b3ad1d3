import type { PartialViewState, ViewState } from '../../../share';
import type { Scene } from '../scene';

/** How layers share the screen, as plain JSON; empty when they lie on top of each other. */
export function arrangementState(
  { arrangement }: Scene,
  idOf: (id: string) => string,
): Pick<ViewState, 'grid' | 'swipe'> {
  const { isGrid, swipe } = arrangement;
  return {
    ...(isGrid && { grid: true }),
    ...(swipe && { swipe: { left: idOf(swipe.left), right: idOf(swipe.right), at: swipe.at } }),
  };
}

/** Applies what a view says of it; a comparison with layers that are not there is passed over. */
export function applyArrangement({ arrangement, layers }: Scene, { grid, swipe }: PartialViewState): void {
  if (grid !== undefined) arrangement.isGrid = grid;
  if (swipe === null) arrangement.swipe = undefined;
  else if (swipe && [swipe.left, swipe.right].every((id) => layers.some((layer) => layer.id === id)))
    arrangement.swipe = { ...swipe };
}

/** Throws an Error that names what of a script's patch the scene cannot do. */
export function checkArrangement({ layers }: Scene, { swipe }: PartialViewState): void {
  if (!swipe) return;
  for (const id of [swipe.left, swipe.right])
    if (!layers.some((layer) => layer.id === id)) throw new Error(`swipe: there is no layer ${id}.`);
  if (swipe.left === swipe.right) throw new Error(`swipe: ${swipe.left} cannot be compared with itself.`);
}
