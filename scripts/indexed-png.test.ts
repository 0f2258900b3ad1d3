import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { encodeIndexedPng } from './indexed-png.mjs';

test('a picture decodes to the nearest colours of its palette', () => {
  const palette = [
    [0, 0, 0],
    [250, 10, 20],
    [0, 0, 255],
  ] as const;
  const pixels = [
    [10, 0, 0],
    [255, 0, 0],
    [1, 2, 200],
    [0, 0, 0],
    [200, 90, 90],
    [0, 60, 255],
  ] as const;
  const { width, height, data } = PNG.sync.read(encodeIndexedPng({ width: 3, height: 2, pixels, palette }));
  expect([width, height]).toEqual([3, 2]);
  const colors = Array.from({ length: 6 }, (_, i) => Array.from(data.subarray(4 * i, 4 * i + 4)));
  const [black, red, blue] = palette.map((color) => [...color, 255]);
  expect(colors).toEqual([black, red, blue, black, red, blue]);
});
