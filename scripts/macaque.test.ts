import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import * as zarr from 'zarrita';

const store = {
  get: async (key: string) => new Uint8Array(await readFile(`static/data/macaque.zarr${key}`)),
};

async function valueAt(level: number, index: number[]) {
  return zarr.get(await zarr.open.v3(zarr.root(store).resolve(String(level)), { kind: 'array' }), index);
}

test.each([
  [[64, 103, 84], 88.7737],
  [[42, 68, 56], 98.4737],
])('the macaque sample holds at %j what was published', async (index, expected) => {
  expect(await valueAt(0, index)).toBeCloseTo(expected, 4);
});

test('its second level holds means of the first', async () => {
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((k) =>
    valueAt(0, [84 + (k >> 2), 136 + ((k >> 1) & 1), 112 + (k & 1)]),
  );
  const mean = (await Promise.all(corners)).reduce((sum: number, value) => sum + Number(value), 0) / 8;
  expect(await valueAt(1, [42, 68, 56])).toBeCloseTo(mean, 4);
});
