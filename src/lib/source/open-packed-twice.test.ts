import { describe, expect, it } from 'vitest';
import { memoryFetch } from '../../../tests/foreign-data';
import { zipOf } from '../../../tests/fixtures/zip';
import { noTraffic } from '../core';
import { openLocation } from './open-location';

const bytes = new TextEncoder().encode('{}');
const outer = zipOf([
  { name: 'inner.zip', bytes: zipOf([{ name: 'zarr.json', bytes }]) },
  { name: 'a.h5', bytes },
  { name: 'plain.txt', bytes },
]);

function failureAt(path: string): Promise<unknown> {
  const effects = {
    ...{ fetch: memoryFetch({ 'x.zip': outer }), random: () => 0.5, delay: () => Promise.resolve() },
  };
  const context = { pageUrl: 'https://page.test/', traffic: noTraffic(), effects };
  return openLocation(`https://a.test/x.zip${path}`, context).catch((error: unknown) => error);
}

describe('what lies in an archive', () => {
  it.each(['|zip:inner.zip', '|zip:inner.zip|zip:em', '|zip:a.h5', '|zip:a.h5|hdf5:em'])(
    'and is one itself says so: %s',
    async (path) => {
      expect(await failureAt(path)).toMatchObject({
        code: 'unsupported',
        detail: { feature: 'an archive or HDF5 file within an archive' },
      });
    },
  );

  it('and is nothing else is not there', async () => {
    expect(await failureAt('|zip:plain.txt')).toMatchObject({ code: 'not-found' });
  });
});
