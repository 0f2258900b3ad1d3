import type { Layer } from './layer';

/** Orders the layers that `ids` names as it names them, bottom first, among the places that they have. */
export function stacked(layers: readonly Layer[], ids: readonly string[]): Layer[] {
  const named = ids.flatMap((id) => layers.find((layer) => layer.id === id) ?? []);
  const places = new Set(named);
  return layers.map((layer) => (places.has(layer) ? (named.shift() ?? layer) : layer));
}

/**
 * Puts a layer that `ids` names right above the nearest that stands before it there and is among the layers, else right below
 * the nearest after it.
 */
export function placed(layers: readonly Layer[], layer: Layer, ids: readonly string[]): Layer[] {
  const others = layers.filter((other) => other !== layer);
  const at = ids.indexOf(layer.id);
  const placeOf = (id: string): number => others.findIndex((other) => other.id === id);
  const isThere = (id: string): boolean => placeOf(id) >= 0;
  const below = ids.slice(0, Math.max(0, at)).findLast(isThere);
  const above = ids.slice(at + 1).find(isThere);
  if (at < 0 || (below ?? above) === undefined) return [...layers];
  const to = below === undefined ? placeOf(above ?? '') : placeOf(below) + 1;
  return others.toSpliced(to, 0, layer);
}
