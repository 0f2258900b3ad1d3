import { describe, expect, it } from 'vitest';
import { fileOrigin, memoryFetch } from '../../../tests/foreign-data';
import { noTraffic } from '../core';
import type { AppError, Dataset } from '../core';
import { array, dataset, open, type Json } from './image-documents.fixture';
import { openLocation } from './open-location';

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
