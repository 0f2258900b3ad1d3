import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Dataset } from '../../core';
import type { LayerFrame } from '../layer-frame';
import type { ChannelQuads } from './layer-quads';
import { channelLooks, groupSums, placeSums, SUM_FLOATS, SUM_LANES } from './sum-channels';

const layer = { dataset: { dtype: 'uint16' } as Dataset } as LayerFrame;
const placing = { center: [0, 0], zoom: 1, area: { x0: -500, y0: -500, x1: 500, y1: 500 } } as const;

/** A channel that shows these columns of one row, each at this weight. */
function channelOf(index: number, columns: readonly number[], weight = 1): ChannelQuads {
  const quads = columns.map((column) => {
    const world = { x0: column * 256, y0: 0, x1: column * 256 + 256, y1: 256 };
    const key = { dataset: 'd', level: 0, horizontal: 2, vertical: 1, slice: [index, 0, 0], row: 0, column };
    return { quad: { key, world, voxels: world }, weight };
  });
  return { channel: { index, colormap: 'red', contrast: [0, 1], gamma: 1 }, quads };
}

test('what channels show at one place, out of one texture, is one sum', () => {
  const find = ({ quad }: { quad: { key: { slice: readonly number[] } } }) => {
    const [channel = 0] = quad.key.slice;
    return { texture: channel === 2 ? 1 : 0, layer: channel * 10 };
  };
  const channels = [channelOf(0, [0, 1]), channelOf(1, [0, 1]), channelOf(2, [0, 1])];
  const sums = groupSums(layer, channels, find);
  expect(sums.map(({ texture, lanes }) => [texture, ...lanes.slice(0, 3)])).toEqual([
    [0, 0, 10, -1],
    [0, 0, 10, -1],
    [1, -1, -1, 20],
    [1, -1, -1, 20],
  ]);
  const { byTexture, tilePx } = placeSums(sums, placing);
  expect(byTexture.get(0)).toHaveLength(2 * SUM_FLOATS);
  expect(tilePx).toBe(3 * (256 * 256 + 244 * 256));
});

test('what fades in is no part of the sum that it fades in over', () => {
  const channels = [channelOf(0, [0]), channelOf(1, [0], 0.5)];
  expect(groupSums(layer, channels, () => ({ texture: 0, layer: 0 }))).toHaveLength(2);
});

test('every tile of every channel is in exactly one sum, whichever there are', () => {
  const columns = fc.uniqueArray(fc.integer({ min: -2, max: 1 }));
  fc.assert(
    fc.property(
      fc.array(columns, { maxLength: SUM_LANES }),
      fc.integer({ min: 1, max: 4 }),
      (shown, textures) => {
        const slots: { order: number; slot: number }[] = [];
        const sums = groupSums(
          layer,
          shown.map((list, order) => channelOf(order, list)),
          ({ quad }) => {
            const slot = slots.length;
            slots.push({ order: quad.key.slice[0] ?? 0, slot });
            return { texture: slot % textures, layer: slot };
          },
        );
        const found = sums.flatMap(({ lanes }) =>
          lanes.flatMap((slot, order) => (slot < 0 ? [] : [{ order, slot }])),
        );
        expect(found.sort((a, b) => a.slot - b.slot)).toEqual(slots);
        expect(
          sums.every(({ texture, lanes }) => lanes.every((slot) => slot < 0 || slot % textures === texture)),
        ).toBe(true);
      },
    ),
  );
});

test('the looks of channels stand where the shader reads them', () => {
  const looks = channelLooks(
    layer,
    [
      { index: 0, colormap: '#ff8000', contrast: [5, 15], gamma: 2 },
      { index: 1, colormap: 'viridis', contrast: [0, 1], gamma: 1 },
    ],
    (name) => (name === 'viridis' ? 7 : undefined),
  );
  const words = new Uint32Array(looks.buffer);
  expect([...looks.subarray(0, 4)]).toEqual([0, Math.fround(0.1), 2, -1]);
  expect(looks[7]).toBe(7);
  expect([...looks.subarray(SUM_LANES * 4, SUM_LANES * 4 + 4)]).toEqual([1, Math.fround(128 / 255), 0, 0]);
  expect(words[SUM_LANES * 8]).toBe(5);
});
