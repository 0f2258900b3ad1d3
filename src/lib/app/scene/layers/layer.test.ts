import { describe, expect, it } from 'vitest';
import type { Channel, ChunkSource, Dataset, DType } from '../../../core';
import { Layer } from './layer';

function layerOf(dtype: DType, channel: Partial<Channel> = {}): Layer {
  const dataset: Dataset = {
    ...{ id: 'd', name: 'd', location: 'd', dtype, origin: '', warnings: [], generated: false },
    axes: [
      { name: 'y', type: 'space' },
      { name: 'x', type: 'space' },
    ],
    channels: [{ name: 'a', active: true, ...channel }],
    levels: [{ scale: [1, 1], translation: [0, 0] }],
    voxelCenters: 'declared',
  };
  return new Layer('layer1', { dataset } as ChunkSource, { age: 1 });
}

const shown = (layer: Layer) => layer.channels[0];

describe('the contrast of a layer', () => {
  it('is found anew for sums, beyond the type, and goes back with them', () => {
    const layer = layerOf('uint8', { window: [10, 100] });
    layer.patch({ projection: 'sum' });
    expect(layer.isContrastGuessed(0)).toBe(true);
    layer.findContrast(0, [100, 2000]);
    expect(shown(layer)).toMatchObject({ contrast: [100, 2000], contrastRange: [100, 2000] });
    layer.thicknessChanged();
    expect(layer.isContrastGuessed(0)).toBe(true);
    layer.patchChannel(0, { contrast: [0, 900] });
    layer.thicknessChanged();
    expect(layer.isContrastGuessed(0)).toBe(false);
    layer.patch({ projection: 'max' });
    expect(shown(layer)).toMatchObject({ contrast: [10, 100], contrastRange: [0, 255] });
  });

  it('is cut to what the type can hold', () => {
    const layer = layerOf('uint8');
    layer.patchChannel(0, { contrast: [-40, 999] });
    expect(shown(layer)).toMatchObject({ contrast: [0, 255], contrastRange: [0, 255] });
  });

  it('widens the slider when it is typed beyond its ends, for as long as it lies there', () => {
    const layer = layerOf('uint16', { range: [0, 4095], window: [10, 100] });
    layer.patchChannel(0, { contrast: [10, 9000] });
    expect(shown(layer)?.contrastRange).toEqual([0, 9000]);
    layer.patchChannel(0, { contrast: [10, 200] });
    expect(shown(layer)?.contrastRange).toEqual([0, 4095]);
  });

  it('gives the slider its ends back when it is found in the data again', () => {
    const layer = layerOf('float32');
    layer.findContrast(0, [1, 2]);
    layer.patchChannel(0, { contrast: [-1e6, 1e6] });
    layer.findContrast(0, [1, 2]);
    expect(shown(layer)).toMatchObject({ contrast: [1, 2], contrastRange: [1, 2] });
  });
});
