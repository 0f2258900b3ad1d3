import type { LayerModel } from '../../app';

/** Layers of sources, without the label images that were found beside them. */
export function sourceLayers(layers: readonly LayerModel[]): LayerModel[] {
  return layers.filter(({ id }) => !id.includes('/'));
}
