import { describe, expect, it } from 'vitest';
import { fileOrigin, memoryFetch } from '../../../tests/foreign-data';
import { noTraffic } from '../core';
import { array, image, scaled } from './image-documents.fixture';
import { openLocation } from './open-location';

const arrayV2 = {
  ...{ zarr_format: 2, shape: [8, 8], chunks: [8, 8], dtype: '<u2', compressor: null, filters: null },
  ...{ fill_value: 0, order: 'C' },
};
const axesV2 = ['y', 'x'].map((name) => ({ name, type: 'space' }));
const scale = { type: 'scale', scale: [1, 1] };
const multiscales = [
  { version: '0.4', axes: axesV2, datasets: [{ path: '0', coordinateTransformations: [scale] }] },
];

/** Opens from a server whose answers for what is not there stay hidden from a page: they have no CORS headers. */
async function open(objects: Record<string, object>, isReachable = true) {
  const requests: string[] = [];
  const there = memoryFetch(objects, requests);
  const fetch: typeof globalThis.fetch = async (input, init) => {
    if (!isReachable) throw new TypeError('Failed to fetch');
    const response = await there(input, init);
    if (response.status === 404 && init?.mode !== 'no-cors') throw new TypeError('Failed to fetch');
    return response;
  };
  const opened = await openLocation(fileOrigin, {
    ...{ pageUrl: fileOrigin, traffic: noTraffic() },
    // As long as answers are on their way.
    effects: { fetch, random: () => 0, delay: () => new Promise((resolve) => void setImmediate(resolve)) },
  });
  return { opened, requests };
}

describe('a server that hides its answers for what is not there', () => {
  it.each<[string, Record<string, object>]>([
    ['an image of Zarr v2', { '.zattrs': { multiscales }, '0/.zarray': arrayV2 }],
    ['a bare array of Zarr v2', { '.zarray': arrayV2 }],
    ['a bare array of Zarr v2 with attributes', { '.zarray': arrayV2, '.zattrs': {} }],
    ['a bare array of Zarr v3', { 'zarr.json': array(2, 8, 8) }],
    ['an image of Zarr v3', image({ datasets: [scaled('0', [1, 1, 1])] }, [[2, 8, 8]])],
  ])('lets %s open', async (_, objects) => {
    const { opened } = await open(objects);
    expect(opened).toHaveLength(1);
  });

  it('is asked once more at most for what it hides beside a document that it gives', async () => {
    const { requests } = await open({ '.zattrs': { multiscales }, '0/.zarray': arrayV2 });
    expect(requests.filter((each) => each === 'GET zarr.json').length).toBeLessThanOrEqual(2);
  });

  it('is named for that where it gives no document', async () => {
    await expect(open({})).rejects.toMatchObject({ code: 'cors' });
    await expect(open({}, false)).rejects.toMatchObject({ code: 'network' });
  });
});
