import { describe, expect, it } from 'vitest';
import { Layer } from '../scene/layers/layer';
import type { ValueAt } from '../scene/read/value-at';
import { FakeSource } from './image.fixture';
import { pickLabel } from './pick-label';

const labels = { colors: [], properties: [] };

function layerOf(id: string, age: number, isLabelled = true): Layer {
  const overrides = isLabelled ? { labels, dtype: 'uint64' as const } : {};
  return new Layer(id, new FakeSource({ id, overrides }), { age });
}

const value = (layer: string, at: number | string | null): ValueAt => ({
  ...{ layer, level: 0, index: [0, 0], world: [0, 0] },
  value: at,
});

describe('a click', () => {
  it('selects the label of the topmost layer that has one there, exactly', () => {
    const [image, below, above] = [layerOf('i', 0, false), layerOf('a', 1), layerOf('b', 2)];
    const layers = [image, below, above];
    pickLabel(layers, [value('i', 7), value('a', '18446744073709551615'), value('b', '0')]);
    expect(below.labels?.look.selectedLabel).toBe('18446744073709551615');
    expect(above.labels?.selected).toBeUndefined();
    pickLabel(layers, [value('a', '5'), value('b', '9007199254740993')]);
    expect(above.labels?.look.selectedLabel).toBe('9007199254740993');
  });

  it('passes over layers that are switched off', () => {
    const [below, above] = [layerOf('a', 1), layerOf('b', 2)];
    above.patch({ visible: false });
    pickLabel([below, above], [value('a', '5')]);
    expect(below.labels?.look.selectedLabel).toBe('5');
  });

  it('on nothing selects nothing, unless only what is selected is shown', () => {
    const [below, above] = [layerOf('a', 1), layerOf('b', 2)];
    for (const layer of [below, above]) layer.patch({ labels: { selectedLabel: '3' } });
    above.patch({ labels: { showSelectedOnly: true } });
    pickLabel([below, above], [value('a', '0'), value('b', null)]);
    expect(below.labels?.look.selectedLabel).toBe('0');
    expect(above.labels?.look.selectedLabel).toBe('3');
  });
});
