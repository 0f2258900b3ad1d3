import { describe, expect, it } from 'vitest';
import { FakeSource } from '../../session/image.fixture';
import { Layer } from './layer';

const metadata = {
  colors: [{ label: '-1', rgba: [1, 2, 255, 255] as const }],
  properties: [{ label: '18446744073709551615', values: { name: 'last', size: 3, note: null } }],
};

function layer(dtype: 'int8' | 'int64' | 'float32' = 'int64'): Layer {
  return new Layer(
    'a',
    new FakeSource({ axes: 'cyx', shape: [3, 8, 8], overrides: { dtype, labels: metadata } }),
    {
      age: 1,
    },
  );
}

describe('a labels layer', () => {
  it('starts as in napari, and shows one channel as it is', () => {
    const own = layer();
    expect(own.kind).toBe('labels');
    expect(own.look).toMatchObject({
      opacity: 0.7,
      rendering: 'iso_categorical',
      blending: 'translucent_no_depth',
    });
    expect(own.labels?.look).toEqual({ contour: 0, selectedLabel: '0', showSelectedOnly: false, seed: 0 });
    own.patch({ interpolation: 'linear' });
    expect([own.interpolationIn('2d'), own.interpolationIn('3d')]).toEqual(['nearest', 'nearest']);
    expect(own.drawnChannels().map(({ index }) => index)).toEqual([0]);
    expect(own.isContrastGuessed(0)).toBe(false);
  });

  it('is an image where its values are no integers', () => {
    expect(layer('float32')).toMatchObject({ kind: 'image', labels: undefined });
  });

  it('knows colour and properties of a label by its 64 bits, in any type', () => {
    for (const dtype of ['int8', 'int64'] as const) {
      const { labels } = layer(dtype);
      expect(labels?.colorOf(-1)).toBe('#0102ff');
      expect(labels?.propertiesOf('-1')).toEqual({ name: 'last', size: 3, note: null });
      expect(labels?.colorOf(0)).toBeUndefined();
    }
    expect(layer('int8').labels?.colorOf(5)).toBe(layer('int64').labels?.colorOf('5'));
  });

  it('keeps a selected label as its type writes it, and none for what is no label', () => {
    const own = layer();
    own.patch({ labels: { selectedLabel: '18446744073709551615', contour: 2 } });
    expect(own.labels?.look).toMatchObject({ selectedLabel: '-1', contour: 2 });
    expect(own.labels?.selected).toBe(2n ** 64n - 1n);
    own.patch({ labels: { selectedLabel: 'nothing' } });
    expect(own.labels?.selected).toBeUndefined();
    expect(own.labels?.look.contour).toBe(2);
  });

  it('keeps what was chosen when its data is read anew', () => {
    const own = layer();
    own.patch({ labels: { seed: 4 }, opacity: 0.2 });
    own.renew(layer().source);
    expect(own.labels?.look.seed).toBe(4);
    expect(own.look.opacity).toBe(0.2);
  });
});
