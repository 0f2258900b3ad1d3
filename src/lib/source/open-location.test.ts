import { describe, expect, it } from 'vitest';
import { fileOrigin, memoryFetch } from '../../../tests/foreign-data';
import { AppError, noTraffic } from '../core';
import type { Dataset } from '../core';
import { attachDataset, openLocation } from './open-location';
import type { OpenedDataset } from './open-location';

type Json = Record<string, unknown>;

const axes = [
  { name: 'c', type: 'channel' },
  { name: 'y', type: 'space', unit: 'micrometer' },
  { name: 'x', type: 'space', unit: 'micrometer' },
];

function array(...shape: number[]): Json {
  return {
    ...{ zarr_format: 3, node_type: 'array', shape, data_type: 'uint16', fill_value: 0 },
    chunk_grid: { name: 'regular', configuration: { chunk_shape: shape.map(() => 16) } },
    chunk_key_encoding: { name: 'default' },
    codecs: [{ name: 'bytes', configuration: { endian: 'little' } }],
  };
}

function scaled(path: string, scale: number[], translation?: number[]): Json {
  const transforms: Json[] = [{ type: 'scale', scale }];
  if (translation !== undefined) transforms.push({ type: 'translation', translation });
  return { path, coordinateTransformations: transforms };
}

function image(multiscale: Json, shapes: number[][], ome: Json = {}): Record<string, object> {
  const levels = shapes.map((shape, i) => [`${i}/zarr.json`, array(...shape)] as const);
  const attributes = { ome: { version: '0.5', multiscales: [{ axes, ...multiscale }], ...ome } };
  return { 'zarr.json': { zarr_format: 3, node_type: 'group', attributes }, ...Object.fromEntries(levels) };
}

async function open(
  objects: Record<string, object>,
  requests?: string[],
  suffix = '',
): Promise<OpenedDataset> {
  const effects = { fetch: memoryFetch(objects, requests), random: () => 0, delay: () => Promise.resolve() };
  const [opened] = await openLocation(fileOrigin + suffix, {
    pageUrl: fileOrigin,
    traffic: noTraffic(),
    effects,
  });
  if (opened === undefined) throw new Error('Nothing opened.');
  return opened;
}

async function dataset(objects: Record<string, object>): Promise<Dataset> {
  return (await open(objects)).handle.dataset;
}

describe('an OME-Zarr image', () => {
  const pyramid = [
    [2, 100, 77],
    [2, 50, 38],
    [2, 25, 19],
  ];
  const datasets = [1, 2, 4].map((f, i) => scaled(String(i), [1, f, f]));

  it('has axes with types and units', async () => {
    const { axes: found, channelAxis } = await dataset(image({ datasets }, pyramid));
    expect(found).toEqual([{ name: 'c', type: 'channel' }, ...axes.slice(1)]);
    expect(channelAxis).toBe(0);
  });

  it('applies the transforms of a level first, then those of the image', async () => {
    const coordinateTransformations = [
      { type: 'scale', scale: [1, 10, 10] },
      { type: 'translation', translation: [0, 100, 200] },
    ];
    const declared = [scaled('0', [1, 1, 1], [0, 0, 0]), scaled('1', [1, 2, 2], [0, 0.5, 0.5])];
    const { levels, voxelCenters } = await dataset(
      image({ datasets: declared, coordinateTransformations }, pyramid),
    );
    expect(levels.map(({ scale, translation }) => [scale, translation])).toEqual([
      [
        [1, 10, 10],
        [0, 100, 200],
      ],
      [
        [1, 20, 20],
        [0, 105, 205],
      ],
    ]);
    expect(voxelCenters).toBe('declared');
  });

  it('aligns outer corners where no translation is declared', async () => {
    const { levels, voxelCenters } = await dataset(image({ datasets }, pyramid));
    expect(voxelCenters).toBe('inferred');
    expect(levels.map(({ translation }) => translation)).toEqual([
      [0, 0, 0],
      [0, 0.5, 0.5],
      [0, 1.5, 1.5],
    ]);
  });

  it.each([
    ['a factor is not whole', [1, 2, 4.5].map((f, i) => scaled(String(i), [1, f, f])), pyramid],
    [
      'a shape is not the reduced one',
      datasets,
      [
        [2, 100, 77],
        [2, 50, 38],
        [2, 25, 22],
      ],
    ],
  ])('is literal where %s', async (_, declared, shapes) => {
    expect((await dataset(image({ datasets: declared }, shapes))).voxelCenters).toBe('literal');
  });

  it('infers missing scales from the shapes', async () => {
    const { levels } = await dataset(image({ datasets: ['0', '1', '2'].map((path) => ({ path })) }, pyramid));
    expect(levels.map(({ scale }) => scale)).toEqual([
      [1, 1, 1],
      [1, 2, 2],
      [1, 4, 4],
    ]);
  });

  it('sorts its levels, finest first, and says so', async () => {
    const { levels, warnings } = await dataset(image({ datasets: [...datasets].reverse() }, pyramid));
    expect(levels.map(({ scale }) => scale[1])).toEqual([1, 2, 4]);
    expect(warnings.join()).toMatch(/sorted/);
  });

  it('has the channels of omero', async () => {
    const window = { start: 5, end: 500, min: 0, max: 65535 };
    const channels = [
      { label: 'DAPI', color: '0000FF', window, active: false },
      { label: 3, color: 'red' },
    ];
    expect((await dataset(image({ datasets }, pyramid, { omero: { channels } }))).channels).toEqual([
      { name: 'DAPI', color: '#0000ff', window: [5, 500], range: [0, 65535], active: false },
      { name: '3', active: true },
    ]);
  });

  it.each([
    [6, 6],
    [7, 3],
  ])('of %i channels without omero has %i active', async (count, active) => {
    const { channels } = await dataset(image({ datasets: [scaled('0', [1, 1, 1])] }, [[count, 9, 9]]));
    expect(channels.filter((channel) => channel.active)).toHaveLength(active);
    expect(channels[1]?.name).toBe('Channel 1');
  });

  it('of 18 levels opens with four requests', async () => {
    const requests: string[] = [];
    const levels = [...Array(18).keys()];
    const shapes = levels.map((i) => [1, 2 ** (20 - i), 2 ** (20 - i)]);
    const declared = levels.map((i) => scaled(String(i), [1, 2 ** i, 2 ** i]));
    await open(image({ datasets: declared }, shapes), requests);
    expect(requests.sort()).toEqual(['GET .zattrs', 'GET 0/zarr.json', 'GET 17/zarr.json', 'GET zarr.json']);
  });

  it('opens a level later, once, and another reader needs no request', async () => {
    const requests: string[] = [];
    const objects = image({ datasets }, pyramid);
    const { reader, handle } = await open(objects, requests);
    const context = { traffic: noTraffic() };
    expect((await reader.openLevel(1, context)).shape).toEqual([2, 50, 38]);
    await reader.openLevel(1, context);
    expect(requests).toHaveLength(5);
    const effects = {
      fetch: memoryFetch(objects, requests),
      random: () => 0,
      delay: () => Promise.resolve(),
    };
    const other = attachDataset(structuredClone(handle), effects);
    expect(other.dataset.levels[2]?.array?.shape).toEqual([2, 25, 19]);
    expect(requests).toHaveLength(5);
  });
});

describe('what is not one image', () => {
  const group = (attributes: Json): Record<string, object> => ({
    'zarr.json': { node_type: 'group', attributes },
  });

  it.each<[string, Json, RegExp]>([
    ['a plate', { ome: { plate: { wells: [{ path: 'A/1' }] } } }, /plate.*"A\/1"/],
    ['a well', { ome: { well: { images: [{ path: '0' }] } } }, /well.*"0"/],
    ['a collection', { ome: { 'bioformats2raw.layout': 3 } }, /bioformats2raw.*"0"/],
    ['a list of labels', { ome: { labels: ['cells'] } }, /label.*"cells"/],
  ])('is refused by name: %s', async (_, attributes, message) => {
    const error = await open(group(attributes)).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'unsupported' });
    expect((error as AppError).message).toMatch(message);
  });

  it.each(['attributes.json', 'info', 'manifest.ocdbt'])('is named by its %s', async (path) => {
    await expect(open({ [path]: {} })).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('is not found where nothing is', async () => {
    await expect(open({})).rejects.toMatchObject({ code: 'not-found' });
  });

  it('opens the only array of a group, and lists several', async () => {
    const consolidated = (metadata: Json): Record<string, object> => ({
      'zarr.json': { node_type: 'group', consolidated_metadata: { kind: 'inline', metadata } },
    });
    expect((await dataset(consolidated({ a: array(4, 4) }))).levels).toHaveLength(1);
    const several = consolidated({ a: array(4, 4), 'b/c': array(4, 4) });
    await expect(open(several)).rejects.toThrow(/"a", "b\/c"/);
    const escaping = consolidated({ '../a': array(4, 4) });
    await expect(open(escaping)).rejects.toMatchObject({ code: 'bad-metadata' });
  });
});

describe('a host that forbids what it does not have', () => {
  const v2Array = {
    zarr_format: 2,
    shape: [4, 4],
    chunks: [4, 4],
    dtype: '|u1',
    order: 'C',
    compressor: null,
    fill_value: 0,
  };
  const openForbidding = (objects: Record<string, object>): ReturnType<typeof openLocation> => {
    const files = memoryFetch(objects);
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const answer = await files(input, init);
      return answer.status === 404 ? new Response(null, { status: 403 }) : answer;
    };
    const effects = { fetch, random: () => 0, delay: () => Promise.resolve() };
    return openLocation(fileOrigin, { pageUrl: fileOrigin, traffic: noTraffic(), effects });
  };

  it('opens a v3 array, and a v2 array without attributes', async () => {
    expect(await openForbidding({ 'zarr.json': array(4, 4) })).toHaveLength(1);
    expect(await openForbidding({ '.zarray': v2Array })).toHaveLength(1);
  });

  it('is forbidden where nothing can be read', async () => {
    await expect(openForbidding({})).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('a bare array', () => {
  const bare = async (more: Json, ...shape: number[]): Promise<Dataset> =>
    dataset({ 'zarr.json': { ...array(...shape), ...more } });

  it('takes trailing names of t, c, z, y, x', async () => {
    expect((await bare({}, 2, 3, 4, 5)).axes.map(({ name }) => name)).toEqual(['c', 'z', 'y', 'x']);
  });

  it('takes its dimension names', async () => {
    const { axes: found } = await bare({ dimension_names: ['time', null, 'lat'] }, 2, 3, 4);
    expect(found.map(({ name, type }) => [name, type])).toEqual([
      ['time', 'time'],
      ['dim_1', 'space'],
      ['lat', 'space'],
    ]);
  });

  it.each([
    [3, 'rgb'],
    [4, 'rgba'],
    [5, undefined],
  ])('of uint8 with a last axis of %i has the colour %s', async (size, color) => {
    expect((await bare({ data_type: 'uint8' }, 8, 8, size)).color).toBe(color);
  });

  it('is refused where all but one axis are channels', async () => {
    await expect(bare({ dimension_names: ['c', 'x'] }, 8, 8)).rejects.toThrow(/1 axes besides channels/);
  });
});

describe('secrets', () => {
  it('go with requests under the root, and into nothing that is shown', async () => {
    const requests: string[] = [];
    const objects = { 'image/zarr.json': array(4, 4) };
    const { handle } = await open(objects, requests, 'image?X-Amz-Signature=SECRET123');
    expect(JSON.stringify({ ...handle.dataset, location: '' })).not.toContain('SECRET123');
    expect(handle.dataset.id).toBe(`${fileOrigin}image`);
    const error = (await open({}, requests, 'image?X-Amz-Signature=SECRET123').catch(
      (reason: unknown) => reason,
    )) as AppError;
    expect(JSON.stringify([error.message, error.detail])).not.toContain('SECRET123');
  });
});

describe('a generated dataset', () => {
  it('is an ordinary one, but for where it comes from', async () => {
    const effects = { fetch: memoryFetch({}), random: () => 0, delay: () => Promise.resolve() };
    const traffic = noTraffic();
    const [opened] = await openLocation('gen:ramp?levels=3&tile=8', {
      pageUrl: fileOrigin,
      traffic,
      effects,
    });
    expect(opened?.handle.dataset).toMatchObject({ generated: true, origin: '', dtype: 'uint32' });
    const chunk = await opened?.reader.readChunk(0, [0, 1], { traffic, maxEncodedBytes: 2 ** 20 });
    expect(chunk?.data[0]).toBe(8);
    expect(traffic).toMatchObject({ chunksGenerated: 1, metadataRequests: 0 });
  });

  it('is refused where the generator is not known', async () => {
    const effects = { fetch: memoryFetch({}), random: () => 0, delay: () => Promise.resolve() };
    const context = { pageUrl: fileOrigin, traffic: noTraffic(), effects };
    await expect(openLocation('gen:nothing', context)).rejects.toMatchObject({ code: 'bad-location' });
  });
});
