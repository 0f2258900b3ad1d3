import type { SceneRequest } from '../../../render';
import type { Pane } from '../../../view';

/** A picture whose layers are shown in other panes than before; those that are shown all over it stay so. */
export function withPanes(request: SceneRequest, place: (pane: Pane) => Pane): SceneRequest {
  const placed = <Layer extends { readonly pane?: Pane }>(layer: Layer): Layer =>
    layer.pane ? { ...layer, pane: place(layer.pane) } : layer;
  if (request.view === '3d') return { ...request, layers: request.layers.map(placed) };
  return { ...request, layers: request.layers.map(placed) };
}
