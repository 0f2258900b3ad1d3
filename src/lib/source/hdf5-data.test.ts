import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fileFetch, fileOrigin, foreignData } from '../../../tests/foreign-data';
import { noTraffic } from '../core';
import { comparable, valueIn, type Truth } from './known-values.fixture';
import { attachDataset, openLocation } from './open-location';
import type { OpenedDataset } from './open-location';
import type { StoreEffects } from './open-store';
import { filesHere } from './stores/hdf5/hdf5.fixture';
import { pickedFolder } from './stores/local/disk.fixture';

const folder = '02-bdv-hdf5-mri-stack';
const data = foreignData ?? '';

const truths =
  foreignData === undefined
    ? []
    : Object.entries(
        JSON.parse(readFileSync(`${data}/${folder}/GROUNDTRUTH.json`, 'utf8')) as Record<string, Truth>,
      )
        .filter(([, { fmt }]) => fmt === 'hdf5')
        .map(([name, truth]) => [name.replace('::/', '|hdf5:'), truth] as const);

function effectsOf(more: Partial<StoreEffects>): StoreEffects {
  return { fetch: fileFetch(data), random: () => 0.5, delay: () => Promise.resolve(), ...more };
}

const effects = effectsOf({ hdf5: filesHere() });

function open(location: string, own: StoreEffects = effects) {
  return openLocation(location, { pageUrl: fileOrigin, traffic: noTraffic(), effects: own });
}

describe.skipIf(foreignData === undefined)('BigDataViewer files that others made', () => {
  it.each(truths)('%s has the known values', async (path, { px = {}, shape, dtype }) => {
    const opened = await open(`${fileOrigin}${folder}/${path}`);
    const { dataset } = opened[0]?.handle ?? {};
    expect(dataset).toMatchObject({ dtype, warnings: [] });
    for (const [index, value] of Object.entries(px)) {
      const found = await valueIn(opened, index.split(',').map(Number));
      expect(comparable(found), index).toBe(comparable(value));
    }
    expect(Object.keys(px).length).toBeGreaterThan(0);
    expect(opened[0]?.reader.arrays[0]?.shape).toEqual(shape);
  });

  it('opens a project as an image with its levels, where its XML puts it', async () => {
    const own = effectsOf({ hdf5: filesHere(), local: pickedFolder(`${data}/${folder}`) });
    const [opened] = await open(`local:0123456789abcdef/${folder}/mri-stack-multilevel.xml`, own);
    const { dataset } = opened?.handle ?? {};
    expect(dataset).toMatchObject({ name: 'mri-stack', dtype: 'uint16', origin: 'local:', warnings: [] });
    expect(dataset?.axes.map(({ name, unit }) => `${name} ${unit ?? ''}`)).toEqual([
      ...['z centimeter', 'y centimeter', 'x centimeter'],
    ]);
    expect(dataset?.levels.map(({ scale }) => scale)).toEqual([
      ...[
        [10, 1, 1],
        [20, 2, 2],
        [40, 4, 4],
        [80, 8, 8],
      ],
    ]);
    expect(dataset?.levels[3]?.translation).toEqual([35, 3.5, 3.5]);
  });

  it.each([
    ['mri-stack-shiftedX.xml', 0, 2],
    ['mri-stack-shiftedY.xml', 0, 1],
  ])('%s is where its registration shifts it', async (xml, level, axis) => {
    const text = readFileSync(`${data}/${folder}/${xml}`, 'utf8');
    const affines = [...text.matchAll(/<affine>([^<]*)/g)].map(([, row = '']) => row.split(' ').map(Number));
    const shift = affines.map((row) => row[(2 - axis) * 4 + 3] ?? 0).reduce((sum, own) => sum + own, 0);
    const [opened] = await open(`${fileOrigin}${folder}/${xml}`);
    const found = opened?.handle.dataset.levels[level]?.translation[axis];
    expect(found).toBeCloseTo(shift, 9);
    expect(shift).not.toBe(0);
  });

  it.each(truths.filter(([name]) => name.includes('/cells')))(
    '%s has each of its values, at every level of the image',
    async (path, { sha256_le_c: sum }) => {
      const [file = '', node = ''] = path.split('|hdf5:');
      const [opened] = await open(`${fileOrigin}${folder}/${file}`);
      const level = Number(/\/(\d+)\/cells$/.exec(node)?.[1]);
      if (!opened) throw new Error('Nothing opened.');
      expect(await checksum(opened, level)).toBe(sum);
    },
  );

  it('reads another worker from what the first has learned', async () => {
    const [first] = await open(`${fileOrigin}${folder}/mri-stack.xml`);
    if (!first) throw new Error('Nothing opened.');
    const reader = attachDataset(structuredClone(first.handle), {
      effects: effectsOf({ hdf5: filesHere() }),
    });
    const chunk = await reader.readChunk(0, [0, 0, 0], { traffic: noTraffic(), maxEncodedBytes: 2 ** 24 });
    const same = await first.reader.readChunk(0, [0, 0, 0], {
      traffic: noTraffic(),
      maxEncodedBytes: 2 ** 24,
    });
    expect(chunk?.data.some((value) => value !== 0)).toBe(true);
    expect(chunk).toEqual(same);
  });
});

/** SHA-256 of all values of a level, 16 bits each, in C order. */
async function checksum({ reader }: OpenedDataset, level: number): Promise<string> {
  const { shape, chunks } = await reader.openLevel(level, { traffic: noTraffic() });
  const all = new Uint16Array(shape.reduce((product, size) => product * size, 1));
  const counts = shape.map((size, axis) => Math.ceil(size / (chunks[axis] ?? 1)));
  for (const index of indicesOf(counts)) {
    const request = { traffic: noTraffic(), maxEncodedBytes: 2 ** 24 };
    const chunk = await reader.readChunk(level, index, request);
    const start = index.map((i, axis) => i * (chunks[axis] ?? 1));
    const [depth = 0, height = 0, width = 0] = start.map((from, axis) =>
      Math.min(chunks[axis] ?? 1, (shape[axis] ?? 0) - from),
    );
    for (const [z = 0, y = 0] of indicesOf([depth, height])) {
      const from = (z * (chunks[1] ?? 1) + y) * (chunks[2] ?? 1);
      const row = chunk?.data.subarray(from, from + width) as Uint16Array;
      const line = ((start[0] ?? 0) + z) * (shape[1] ?? 1) + (start[1] ?? 0) + y;
      all.set(row, line * (shape[2] ?? 1) + (start[2] ?? 0));
    }
  }
  return createHash('sha256').update(new Uint8Array(all.buffer)).digest('hex');
}

function indicesOf(counts: readonly number[]): number[][] {
  return counts.reduce<number[][]>(
    (found, count) => found.flatMap((index) => Array.from({ length: count }, (_, i) => [...index, i])),
    [[]],
  );
}
