import type { LayerModel, Viewer } from '../../../app';
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
  const isAlone = reason(last === 0, 'There is one layer only');
  const detail = () => name;
  return inGroup('Layers', [
    {
      id: `layer.duplicate ${id}`,
      label: 'Duplicate',
      icon: 'copy',
      detail,
      run: () => void arrange.duplicate(id),
    },
    {
      id: `layer.solo ${id}`,
      label: arrange.soloed === id ? 'Show the others again' : 'Show only this',
      icon: 'alone',
      detail,
      blocked: isAlone,
      run: () => arrange.solo(id),
    },
    {
      id: `layer.compare ${id}`,
      label: 'Compare with the layer below',
      icon: 'swipe',
      detail,
      blocked: reason(!hasBelow, 'No layer is shown below it'),
      run: () => arrange.compare(id),
    },
    {
      id: `layer.link ${id}`,
      label: 'Contrast goes with linked layers',
      icon: 'link',
      detail,
      blocked: isAlone,
      checked: () => layer.linkContrast,
      run: () => arrange.linkContrast(id, !layer.linkContrast),
    },
    {
      id: `layer.up ${id}`,
      label: 'Move up',
      icon: 'up',
      detail,
      blocked: reason(at === last, 'It is the topmost layer'),
      run: () => viewer.moveLayer(id, at + 1),
    },
    {
      id: `layer.down ${id}`,
      label: 'Move down',
      icon: 'down',
      detail,
      blocked: reason(at === 0, 'It is the lowest layer'),
      run: () => viewer.moveLayer(id, at - 1),
    },
    { id: `layer.remove ${id}`, label: 'Remove', icon: 'trash', detail, run: () => viewer.close(id) },
  ]);
}
