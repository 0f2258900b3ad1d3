import type { LayerModel } from '../../app';
import { screen as t } from '../../messages';
import { sourceLayers } from '../layers/source-layers';

/** Returns what the picture is called: by its image, or by how many there are. */
export function pictureTitle(layers: readonly LayerModel[]): string {
  const sources = sourceLayers(layers);
  return sources.length > 1 ? t.layerCount({ count: sources.length }) : (sources[0]?.name ?? t.opening);
}
