import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fileAnswer, foreignData } from '../../../tests/foreign-data';
import { noTraffic } from '../core';
import type { Traffic } from '../core';
import { comparable, isImage, valueIn, type Truth } from './known-values.fixture';
import { attachDataset, openLocation } from './open-location';
import type { OpenedDataset } from './open-location';
import type { StoreEffects } from './open-store';
import { diskFile, pickedFolder } from './stores/local/disk.fixture';
import { Archives } from './stores/zip/archives';

const data = foreignData ?? '';
const pick = 'local:0123456789abcdef';
const pageUrl = 'https://page.test/';

function effectsOf(more: Partial<StoreEffects>): StoreEffects {
  const fetch = (): never => {
    throw new Error('Nothing of this device may be asked of a network.');
  };
  return { fetch, random: () => 0.5, delay: () => Promise.resolve(), ...more };
}

function open(location: string, effects: StoreEffects, traffic: Traffic = noTraffic()) {
  return openLocation(location, { pageUrl, traffic, effects });
}

async function expectTruth(opened: readonly OpenedDataset[], { px = {} }: Truth, traffic?: Traffic) {
  for (const [index, value] of Object.entries(px)) {
    const found = await valueIn(opened, index.split(',').map(Number), traffic);
    expect(comparable(found), index).toBe(comparable(value));
  }
}

function truthsOf(folder: string): [string, Truth][] {
  if (foreignData === undefined) return [];
  return Object.entries(
    JSON.parse(readFileSync(`${data}/${folder}/GROUNDTRUTH.json`, 'utf8')) as Record<string, Truth>,
  ).filter(([, truth]) => isImage(truth) && truth.px !== undefined);
}

const folders = [
  '08-omezarr-2d-to-5d-v04-v05',
  '10-ome-zarr-py-legacy-and-bf2raw-plate',
  '11-viv-fixtures',
  '12-neuroglancer-ome-zarr',
  '13-zarr-v2-v3-arrays',
];

describe.skipIf(foreignData === undefined)('a folder of this device', () => {
  it.each(folders)('opens all of %s with the known values and without a request', async (folder) => {
    const effects = effectsOf({ local: pickedFolder(`${data}/${folder}`) });
    const truths = truthsOf(folder);
    expect(truths.length).toBeGreaterThan(0);
    const traffic = noTraffic();
    for (const [path, truth] of truths)
      await expectTruth(await open(`${pick}/${folder}/${path}`, effects, traffic), truth, traffic);
    expect(traffic).toMatchObject({ metadataRequests: 0, chunkRequests: 0, networkBytes: 0 });
    expect(traffic.chunksFromDisk).toBeGreaterThan(0);
    expect(traffic.diskBytes).toBeGreaterThan(0);
  });

  it('opens only the files that it needs', async () => {
    const log: string[] = [];
    const folder = `${data}/12-neuroglancer-ome-zarr/simple_0.5`;
    const effects = effectsOf({ local: pickedFolder(folder, log) });
    const opened = await open(`${pick}/simple_0.5`, effects);
    await valueIn(opened, [5, 5]);
    expect(log.map((path) => path.slice(folder.length + 1))).toEqual(['zarr.json', 'scale0/image/c/0/0']);
  });
});

const zips = [
  ['12-neuroglancer-ome-zarr/simple_0.5.zip', '12-neuroglancer-ome-zarr', 'simple_0.5/scale0/image', ''],
  [
    '12-neuroglancer-ome-zarr/simple_0.5.zip',
    '12-neuroglancer-ome-zarr',
    'simple_0.5/scale1/image',
    'scale1/image',
  ],
  ['26-zip/5d_v05_deflated.zip', '08-omezarr-2d-to-5d-v04-v05', '5d_testing/5d_dataset_v5.ome.zarr/0', ''],
] as const;

describe.skipIf(foreignData === undefined)('a ZIP archive', () => {
  it.each(zips)('%s opens on this device with the values of %s/%s', async (zip, folder, path, inner) => {
    const [, truth] = truthsOf(folder).find(([name]) => name === path) ?? [];
    const file = diskFile(`${data}/${zip}`);
    const local = { file: async () => file, list: async () => undefined };
    const opened = await open(`${pick}/a.zip|zip:${inner}`, effectsOf({ local }));
    await expectTruth(opened, truth ?? {});
    expect(Object.keys(truth?.px ?? {}).length).toBeGreaterThan(0);
    expect(opened[0]?.handle.dataset).toMatchObject({ origin: 'local:', warnings: [] });
    expect(opened[0]?.handle.dataset).not.toHaveProperty('keepRoot');
  });

  it.each(zips)('%s opens on a server with the values of %s/%s', async (zip, folder, path, inner) => {
    const [, truth] = truthsOf(folder).find(([name]) => name === path) ?? [];
    const bytes = readFileSync(`${data}/${zip}`);
    const fetch = async (_: unknown, init?: RequestInit) => fileAnswer(bytes, init);
    const opened = await open(`https://a.test/a.zip|zip:${inner}`, effectsOf({ fetch }));
    await expectTruth(opened, truth ?? {});
  });

  it('on a server is read by its parts, and its directory by one worker for all', async () => {
    const bytes = readFileSync(`${data}/26-zip/5d_v05_deflated.zip`);
    const asked: string[] = [];
    const effects = () =>
      effectsOf({
        archives: new Archives(() => 0.5),
        fetch: async (_, init) => {
          asked.push(`${init?.method ?? 'GET'} ${new Headers(init?.headers).get('range') ?? ''}`.trim());
          return fileAnswer(bytes, init);
        },
      });
    const [opened] = await open('https://a.test/a.ozx', effects());
    expect(asked.slice(0, 2)).toEqual(['HEAD', `GET bytes=0-${bytes.byteLength - 1}`]);
    if (!opened) throw new Error('Nothing opened.');
    const before = asked.length;
    const handle = structuredClone(opened.handle);
    const reader = attachDataset(handle, { effects: effects() });
    expect(asked).toHaveLength(before);
    const chunk = await reader.readChunk(0, [1, 2, 0, 0, 0], {
      traffic: noTraffic(),
      maxEncodedBytes: 2 ** 20,
    });
    expect(chunk?.data.length).toBeGreaterThan(0);
    expect(asked.slice(before)).toHaveLength(1);
    expect(asked[before]).toMatch(/^GET bytes=\d+-\d+$/);
  });

  it('that was replaced is read anew when it is opened again', async () => {
    let bytes: Uint8Array = readFileSync(`${data}/12-neuroglancer-ome-zarr/simple_0.5.zip`);
    const effects = effectsOf({
      archives: new Archives(() => 0.5),
      fetch: async (_, init) => fileAnswer(bytes, init),
    });
    const first = await open('https://a.test/a.zip', effects);
    bytes = readFileSync(`${data}/26-zip/5d_v05_deflated.zip`);
    await expect(valueIn(first, [5, 5])).rejects.toMatchObject({ code: 'dataset-changed' });
    const second = await open('https://a.test/a.zip', effects);
    expect(second[0]?.handle.dataset.axes).toHaveLength(5);
  });
});
