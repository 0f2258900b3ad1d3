import { labelOf } from '../../core';
import { NO_LABEL } from '../scene/layers/labels-look';
import type { Layer } from '../scene/layers/layer';
import type { ValueAt } from '../scene/read/value-at';

/**
 * Selects the label that is seen at a point, of the topmost layer that has one there. Where there is none, nothing is
 * selected any more, but for layers that show only what is selected: they would be empty.
 */
export function pickLabel(layers: readonly Layer[], values: readonly ValueAt[]): void {
  const shown = layers.filter(({ look }) => look.visible).toReversed();
  for (const { id, labels } of shown) {
    const found = values.find(({ layer, value }) => layer === id && labels && isLabel(value));
    if (!found) continue;
    labels?.patch({ selectedLabel: String(found.value) });
    return;
  }
  for (const { labels } of shown)
    if (labels && !labels.look.showSelectedOnly) labels.patch({ selectedLabel: NO_LABEL });
}

function isLabel(value: ValueAt['value']): boolean {
  return value !== null && labelOf(BigInt(value)) !== 0n;
}
