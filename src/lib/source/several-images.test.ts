import { describe, expect, it } from 'vitest';
import { fileOrigin, memoryFetch } from '../../../tests/foreign-data';
import { noTraffic } from '../core';
import { array, axes, image, scaled, type Json } from './image-documents.fixture';
import { locationUnder, parseLocation } from './location';
import { openLocation } from './open-location';
import type { OpenedDataset } from './open-location';

const entry = (path: string, more: Json = {}): Json => ({
  axes,
  datasets: [scaled(path, [1, 1, 1])],
  ...more,
});

/** A group of three images, the second with a name, the third on the same level as the first. */
function group(): Record<string, object> {
  const first = image({ datasets: [scaled('0', [1, 1, 1])] }, [[2, 32, 32]]);
  const document = first['zarr.json'] as { attributes: { ome: Json } };
  const multiscales = [entry('0'), entry('deconvolved/0', { name: 'deconvolved' }), entry('0')];
  const ome = { ...document.attributes.ome, multiscales };
  return {
    ...first,
    'zarr.json': { ...document, attributes: { ome } },
    'deconvolved/0/zarr.json': array(2, 64, 64),
  };
}

function open(suffix = '', objects = group()): Promise<OpenedDataset[]> {
  const effects = { fetch: memoryFetch(objects), random: () => 0, delay: () => Promise.resolve() };
  return openLocation(`${fileOrigin}${suffix}`, { pageUrl: fileOrigin, traffic: noTraffic(), effects });
}

describe('a group with more than one multiscale image', () => {
  it('opens as all of them, each a dataset of its own', async () => {
    const datasets = (await open()).map(({ handle }) => handle.dataset);
    expect(datasets.map(({ name }) => name)).toEqual(['files.test', 'deconvolved', 'files.test 3']);
    expect(datasets.map(({ levels }) => levels[0]?.array?.shape)).toEqual([
      [2, 32, 32],
      [2, 64, 64],
      [2, 32, 32],
    ]);
    expect(new Set(datasets.map(({ id }) => id)).size).toBe(3);
    expect(new Set(datasets.map(({ location }) => location))).toEqual(new Set([fileOrigin]));
  });

  it('opens without those that are broken, with a warning', async () => {
    const objects = group();
    delete objects['deconvolved/0/zarr.json'];
    const opened = await open('', objects);
    expect(opened).toHaveLength(2);
    expect(opened[0]?.handle.dataset.warnings.join()).toMatch(
      /left out\. deconvolved\/0\/zarr\.json is missing/,
    );
  });

  it('opens as one of them where the location says which', async () => {
    const opened = await open('|multiscales:1');
    expect(opened.map(({ handle }) => handle.dataset.name)).toEqual(['deconvolved']);
    expect(opened[0]?.handle.record).toMatchObject({ address: `${fileOrigin}|multiscales:1`, multiscale: 1 });
  });

  it('says which one is not there', async () => {
    await expect(open('|multiscales:7')).rejects.toMatchObject({
      code: 'bad-metadata',
      detail: { field: 'attributes.ome.multiscales[7]' },
    });
  });

  it('has its label images where the group is', () => {
    const location = 'https://data.test/a.zarr|multiscales:1';
    expect(locationUnder(location, fileOrigin, 'labels/cells')).toBe('https://data.test/a.zarr/labels/cells');
    expect(parseLocation('https://data.test/a.zip|zip:b|multiscales:2', fileOrigin)).toMatchObject({
      kind: 'zip',
      path: 'b',
      multiscale: 2,
      id: 'https://data.test/a.zip|zip:b|multiscales:2',
    });
  });
});
