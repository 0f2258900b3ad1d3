import { expect, test } from 'vitest';
import { ByteCounter } from '../gpu/device.fixture';
import { makeColorTable } from './color-table';
import { ColorTextures, colorTextureBytes } from './color-textures';

const MIB = 2 ** 20;
const tableOf = (count: number) =>
  makeColorTable(
    Array.from({ length: count }, (_, i) => ({ label: String(i), rgba: [1, 2, 3, 255] as const })),
  );

test('nothing is allocated before labels are shown, and no more than was reserved after', () => {
  for (const gpuBytes of [8 * MIB, 40 * MIB, 350 * MIB]) {
    const counter = new ByteCounter();
    const textures = new ColorTextures(counter.device, gpuBytes);
    textures.use([]);
    expect(counter.bytes).toBe(0);
    textures.use([tableOf(0), tableOf(3), tableOf(5000)]);
    expect(textures.bytes).toBe(colorTextureBytes(gpuBytes));
    expect(counter.bytes).toBe(textures.bytes);
    textures.destroy();
    expect(counter.bytes).toBe(0);
  }
});

test('tables lie one after the other, and one that finds no room has no entries', () => {
  const textures = new ColorTextures(new ByteCounter().device, 8 * MIB);
  const [none, small, other, large] = [tableOf(0), tableOf(3), tableOf(700), tableOf(30_000)];
  textures.use([none, small, other, large]);
  expect(textures.placeOf(none)).toEqual({ start: 0, entries: 0 });
  expect(textures.placeOf(small)).toEqual({ start: 0, entries: 8 });
  expect(textures.placeOf(other)).toEqual({ start: 1024, entries: 2048 });
  expect(textures.placeOf(large).entries).toBe(0);
  textures.use([large]);
  expect(textures.placeOf(small).entries).toBe(0);
});
