import type { Layer } from './layer';

/** Orders the layers that `ids` names as it names them, bottom first, among the places that they have. */
export function stacked(layers: readonly Layer[], ids: readonly string[]): Layer[] {
  const named = ids.flatMap((id) => layers.find((layer) => layer.id === id) ?? []);
  const places = new Set(named);
  return layers.map((layer) => (places.has(layer) ? (named.shift() ?? layer) : layer));
}
