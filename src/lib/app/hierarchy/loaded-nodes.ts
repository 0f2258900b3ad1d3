import type { LoadedState } from './hierarchy-model';

/** A layer, and where what it shows lies. */
export interface PlacedLayer {
  readonly id: string;
  /** See {@link placeOfId}. */
  readonly place: string;
  readonly visible: boolean;
}

/** The place that the id of a location names: readable, and the same whether what lies in an archive is named through it or not. */
export function placeOfId(id: string): string {
  const [head = '', ...inner] = id.replace(/\|multiscales:\d+$/, '').split(/\|[a-z0-9]+:/);
  const path = head.startsWith('local:') ? head : decodedSegments(head);
  return [path, ...inner.map(decodedSegments)].filter((part) => part !== '').join('/');
}

/** The place of a node below that of its store's root. */
export function placeOf(root: string, path: string): string {
  return path === '' ? root : `${root}/${path}`;
}

/** True when a place is another, or lies below it. */
export function isWithin(place: string, folder: string): boolean {
  return place === folder || place.startsWith(`${folder}/`);
}

/** The path of a place below the root of a store; `undefined` when it is not in it. */
export function pathWithin(place: string, root: string): string | undefined {
  if (!isWithin(place, root)) return undefined;
  return place.slice(root.length + 1);
}

/** What is open of a node: its own layers, else those of what is below it. */
export function loadedState(layers: readonly PlacedLayer[], place: string): LoadedState {
  const own = layers.filter((layer) => layer.place === place);
  const found = own.length > 0 ? own : layers.filter((layer) => isWithin(layer.place, place));
  const shown = found.filter(({ visible }) => visible).length;
  return {
    layers: found.map(({ id }) => id),
    isWhole: own.length > 0,
    visible: shown === 0 ? 'none' : shown === found.length ? 'all' : 'some',
  };
}

function decodedSegments(path: string): string {
  return path.split('/').map(decoded).join('/');
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) return segment;
    throw error;
  }
}
