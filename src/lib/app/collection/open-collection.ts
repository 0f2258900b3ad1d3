import { locationUnder, parseLocation } from '../../source';
import type { Layer } from '../scene/layers/layer';
import type { OpenRequest } from '../scene/state/source-slots';
import type { Session } from '../session/session';
import type { LinkOpener } from '../viewer/link-opener';
import { linkTo } from '../viewer/start';
import { AppCollectionBrowser, type BrowserPage } from './collection-browser.svelte';
import type { OpenedCollection } from './collection-viewer.svelte';
import { loadThumbnail } from './thumbnail/load-thumbnail';
import type { ThumbnailLook } from './thumbnail/thumbnail';

export interface CollectionPageParts {
  readonly session: Session;
  readonly links: LinkOpener;
  /** Relative locations resolve against it. */
  readonly pageUrl: string;
  /** What the address says may have changed. */
  readonly onChange: () => void;
}

/**
 * Opens a plate, a well or a list of series: the image itself where it holds but one, in the place that it has in the link,
 * else what looks through it. Rejects with an AppError.
 */
export async function openCollection(
  request: OpenRequest,
  parts: CollectionPageParts,
): Promise<OpenedCollection> {
  const { session, pageUrl } = parts;
  const { slots } = session.opening;
  const { location } = request;
  const collection = await session.pool.readCollection(location, pageUrl);
  const [only, ...others] = collection.kind === 'plate' ? [] : collection.images;
  if (only && others.length === 0) {
    const inside = locationUnder(location, pageUrl, only.path);
    slots.redirect(location, inside);
    const layers = await session.open({ ...request, location: inside });
    for (const layer of layers)
      nameLayer(layer, only.path, only.name ?? parseLocation(location, pageUrl).name);
    return { layers };
  }
  const name = request.name ?? collection.name ?? parseLocation(location, pageUrl).name;
  const page = browserPage(request, collection.format, parts);
  return { layers: [], browser: new AppCollectionBrowser(collection, { location, name }, page) };
}

function browserPage(request: OpenRequest, format: 2 | 3, parts: CollectionPageParts): BrowserPage {
  const root = request.location;
  const { session, links, pageUrl, onChange } = parts;
  const { pool, budget, opening, scene } = session;
  const at = (path: string): string => locationUnder(root, pageUrl, path);
  const layersAt = (path: string): Layer[] =>
    scene.layers.filter(({ source }) => source.dataset.location === at(path));
  return {
    budget,
    readWell: (path) => pool.readCollection(at(path), pageUrl, { hints: { format } }),
    loadThumbnail: (path, signal) =>
      loadThumbnail(at(path), { ...{ pool, budget, pageUrl, format, signal }, pause }),
    openImage: async (path, { add, name }) => {
      opening.slots.drop(root);
      await (add ? links.open(at(path)) : links.show(linkTo(at(path), '')));
      for (const layer of layersAt(path)) nameLayer(layer, path, name);
      return layersAt(path).length > 0;
    },
    useContrast: (path, look) => {
      for (const layer of layersAt(path)) giveContrast(layer, look);
      session.engine.redraw();
    },
    hasLayers: () => scene.layers.length > 0,
    later: (ms, run) => void setTimeout(run, ms),
    onOpen: () => {
      opening.slots.keep(request);
      onChange();
    },
    onClose: () => {
      opening.slots.drop(root);
      onChange();
    },
  };
}

/** Images of plates and series are mostly called by a number. */
function nameLayer(layer: Layer, path: string, name: string): void {
  if (layer.name === lastOf(path)) layer.rename(name);
}

function giveContrast(layer: Layer, { contrast }: ThumbnailLook): void {
  if (layer.labels || layer.source.dataset.color) return;
  for (const { index } of layer.channels) {
    const window = contrast.get(index);
    if (window) layer.patchChannel(index, { contrast: window });
  }
}

/** Last part of a path. */
function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}
