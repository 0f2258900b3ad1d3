import type { LayerModel, Viewer } from '../../../app';
import { layerMenu as t } from '../../../messages';
import { inGroup, type Command } from '../command';

/** What can be done to one layer: the entries of its menu, and of the palette. */
export function layerActions(viewer: Viewer, layer: LayerModel): Command[] {
  const { arrange, layers } = viewer;
  const { id, name } = layer;
  /** In the order of `viewer.layers`, bottom first. */
  const at = layers.findIndex((other) => other.id === id);
  const last = layers.length - 1;
  const hasBelow = layer.visible && layers.slice(0, at).some(({ visible }) => visible);
  const reason = (isBlocked: boolean, words: string) => () => (isBlocked ? words : undefined);
  const isAlone = reason(last === 0, t.thereIsOneLayerOnly);
  const detail = () => name;
  return inGroup('layers', [
    {
      id: `layer.duplicate ${id}`,
      label: t.duplicate,
      icon: 'copy',
      detail,
      run: () => void arrange.duplicate(id),
    },
    {
      id: `layer.solo ${id}`,
      label: arrange.soloed === id ? t.showTheOthersAgain : t.showOnlyThis,
      icon: 'alone',
      detail,
      blocked: isAlone,
      run: () => arrange.solo(id),
    },
    {
      id: `layer.compare ${id}`,
      label: t.compareWithTheLayerBelow,
      icon: 'swipe',
      detail,
      blocked: reason(!hasBelow, t.noLayerIsShownBelow),
      run: () => arrange.compare(id),
    },
    {
      id: `layer.link ${id}`,
      label: t.contrastGoesWithLinkedLayers,
      icon: 'link',
      detail,
      blocked: isAlone,
      checked: () => layer.linkContrast,
      run: () => arrange.linkContrast(id, !layer.linkContrast),
    },
    {
      id: `layer.outlines ${id}`,
      label: t.tileOutlines,
      icon: 'grid',
      detail,
      checked: () => layer.outlines,
      run: () => viewer.setLayer(id, { outlines: !layer.outlines }),
    },
    {
      id: `layer.up ${id}`,
      label: t.moveUp,
      icon: 'up',
      detail,
      blocked: reason(at === last, t.itIsTheTopmostLayer),
      run: () => viewer.moveLayer(id, at + 1),
    },
    {
      id: `layer.down ${id}`,
      label: t.moveDown,
      icon: 'down',
      detail,
      blocked: reason(at === 0, t.itIsTheLowestLayer),
      run: () => viewer.moveLayer(id, at - 1),
    },
    { id: `layer.remove ${id}`, label: t.remove, icon: 'trash', detail, run: () => viewer.close(id) },
  ]);
}
