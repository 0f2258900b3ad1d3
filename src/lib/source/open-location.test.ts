import { describe, expect, it } from 'vitest';
import { fileOrigin, memoryFetch } from '../../../tests/foreign-data';
import { noTraffic } from '../core';
import type { AppError } from '../core';
import { array, axes, dataset, image, open, scaled } from './image-documents.fixture';
import { attachDataset, openLocation } from './open-location';

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
    const other = attachDataset(structuredClone(handle), { effects });
    expect(other.dataset.levels[2]?.array?.shape).toEqual([2, 25, 19]);
    expect(requests).toHaveLength(5);
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
