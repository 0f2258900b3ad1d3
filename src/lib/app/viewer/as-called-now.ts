import type { PartialViewState } from '../../share';

/**
 * Calls the layers of a link what they are called now. `linkIds` says what a link calls each layer that is open: they differ
 * once a layer below was closed. Label images that a link names beside an image go with it.
 */
export function asCalledNow(
  { swipe, layers, ...view }: PartialViewState,
  linkIds: ReadonlyMap<string, string>,
): PartialViewState {
  const now = new Map([...linkIds].map(([id, linkId]) => [linkId, id]));
  const called = (id: string): string => {
    const slash = id.indexOf('/');
    const image = slash < 0 ? undefined : now.get(id.slice(0, slash));
    return now.get(id) ?? (image === undefined ? id : image + id.slice(slash));
  };
  return {
    ...view,
    ...(swipe !== undefined && {
      swipe: swipe && { ...swipe, left: called(swipe.left), right: called(swipe.right) },
    }),
    ...(layers && { layers: layers.map((layer) => ({ ...layer, id: called(layer.id) })) }),
  };
}
