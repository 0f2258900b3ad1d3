import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  confirmableParameters,
  decodeLink,
  encodeLink,
  readAddress,
  shareableLocation,
  type Link,
  type ViewState,
} from './index';

const page = 'https://view.example/deep/path/';
const state: ViewState = {
  sources: [],
  mode: '2d',
  axes: ['y', 'x'],
  center: { y: 1, x: 2 },
  zoom: 1,
  rotation: [0, 0, 0, 1],
  perspective: 0,
  position: {},
  layers: [],
};

describe('a link', () => {
  it.each(['1', '2'])(
    'opens for ever: every golden link of format %s means what it meant',
    async (version) => {
      const golden = JSON.parse(
        readFileSync(`tests/fixtures/links-v${version}.json`, 'utf8'),
      ) as (Partial<Link> & {
        link: string;
      })[];
      expect(golden.filter(({ link }) => link.includes(`#${version}:`)).length).toBeGreaterThan(2);
      for (const { link, ...meaning } of golden)
        expect(await decodeLink(link), link).toEqual({ withheld: [], failures: [], ...meaning });
    },
  );

  it('carries constants of loading as they are written, legibly', async () => {
    const tuning = 'one-level,http1Requests:2';
    const link = encodeLink(page, state, { tuning });
    expect(link).toContain(`tuning=${tuning}`);
    expect((await decodeLink(link)).tuning).toBe(tuning);
    expect((await decodeLink(encodeLink(page, state))).tuning).toBeUndefined();
  });

  it('reads back any location without a secret, whatever characters it has', async () => {
    const path = fc
      .string({ unit: 'grapheme', maxLength: 30 })
      .map((text) => text.replace(/[?@=]/g, '').trim());
    await fc.assert(
      fc.asyncProperty(fc.array(path, { maxLength: 3 }), async (paths) => {
        const sources = paths.map((text) => `s3://bucket/${text}`);
        const { sources: _, ...view } = state;
        expect(await decodeLink(encodeLink(page, { ...state, sources }))).toEqual({
          sources,
          withheld: [],
          view,
          failures: [],
        });
      }),
    );
  });

  it('keeps the page but not what else its address said', () => {
    expect(encodeLink(`${page}?token=secret#old`, state)).toMatch(
      /^https:\/\/view\.example\/deep\/path\/#1:/,
    );
  });

  it('says which sources may need their key again', async () => {
    const sources = ['gen:ramp?levels=3', 'https://data.example/a.zarr?sig=secret'];
    const link = encodeLink(page, { ...state, sources });
    expect(link).not.toContain('secret');
    expect(await decodeLink(link)).toMatchObject({
      sources: ['gen:ramp?levels=3', 'https://data.example/a.zarr'],
      withheld: [1],
    });
  });

  it('accepts the names that other viewers use', () => {
    expect(readAddress(`${page}?url=a&image_url=b&source=c&other=d`).sources).toEqual(['a', 'b', 'c']);
  });

  it('reads the lists of Vol-E, of several scenes the first', () => {
    const [a, b, c] = ['https://h/a.zarr', 'https://h/b,c.zarr', 's3://bucket/c.zarr'];
    const { sources, failures } = readAddress(`${page}?url=${a},${b},${c}&view=Z`);
    expect([sources, failures]).toEqual([[a, b, c], []]);
    const scenes = readAddress(`${page}?url=${a},${c}+${b}+${a}`);
    expect([scenes.sources, scenes.failures.map(({ detail }) => detail)]).toEqual([
      [a, c],
      [{ field: 'url' }],
    ]);
    expect(readAddress(`${page}?source=${a},${c}`).sources).toEqual([`${a},${c}`]);
  });

  it.each([
    ['64MiB', 64 * 2 ** 20],
    ['1.5GiB', 1.5 * 2 ** 30],
    ['512KiB', 2 ** 19],
    ['200MB', 2e8],
    ['1048576', 2 ** 20],
  ])('reads memory=%s', (text, bytes) => {
    expect(readAddress(`${page}?memory=${text}`).memoryLimitBytes).toBe(bytes);
  });

  it('writes a memory limit that reads back exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 40 }), (memoryLimitBytes) => {
        expect(readAddress(encodeLink(page, state, { memoryLimitBytes })).memoryLimitBytes).toBe(
          memoryLimitBytes,
        );
      }),
    );
  });

  it.each(['much', '-1', '0', '1e9', '64 parsecs', 'Infinity', ''])('names memory=%s as bad', (text) => {
    const { failures, memoryLimitBytes } = readAddress(`${page}?memory=${text}`);
    expect(failures.map(({ code, detail }) => [code, detail.field])).toEqual([['bad-link', 'memory']]);
    expect(memoryLimitBytes).toBeUndefined();
  });

  it('opens its sources even when its view cannot be read', async () => {
    const { sources, view, failures } = await decodeLink(`${page}?source=gen:ramp#1:broken`);
    expect([sources, view, failures.map(({ code }) => code)]).toEqual([['gen:ramp'], {}, ['bad-link']]);
  });

  it('opens the first hundred sources of more, and says so', () => {
    const { sources, failures } = readAddress(`${page}?${'source=gen:ramp&'.repeat(101)}`);
    expect([sources.length, failures.map(({ detail }) => detail)]).toEqual([100, [{ field: 'source' }]]);
  });

  it('is bad when it is no URL', async () => {
    await expect(decodeLink('no url')).rejects.toMatchObject({ code: 'bad-link' });
    expect(() => readAddress('no url')).toThrow(expect.objectContaining({ code: 'bad-link' }));
  });

  it('says of its address at once what it says once it is unpacked', async () => {
    const link = `${page}?source=gen:ramp&memory=much&withheld=0&tuning=one-level#2:cut`;
    const { view, failures, ...rest } = await decodeLink(link);
    const address = readAddress(link);
    expect(view).toEqual({});
    expect({ ...rest, failures: failures.slice(0, 1) }).toEqual(address);
    expect(failures).toHaveLength(2);
  });
});

describe('a location in a link', () => {
  it.each([
    ['https://user:pass@host/a.zarr', 'https://host/a.zarr'],
    ['https:\\\\user:pass@host/a.zarr', 'https://host/a.zarr'],
    ['https:user@host/a.zarr', 'https://host/a.zarr'],
    ['s3://key:secret@bucket/a.zarr', 's3://bucket/a.zarr'],
    ['//user@host/a.zarr', '//host/a.zarr'],
    ['https://host/a.zarr?X-Amz-Signature=1', 'https://host/a.zarr'],
    ['gs://bucket/a.zarr?token=1', 'gs://bucket/a.zarr'],
    ['a.zarr?token=1', 'a.zarr'],
    ['https://host/a.zarr#access_token=1', 'https://host/a.zarr'],
    ['https://host/a.zip#inner?token=1', 'https://host/a.zip#inner'],
    ['https://host/a.h5?sig=1|hdf5:g/a%20b', 'https://host/a.h5|hdf5:g/a%20b'],
    ['https://host/a.xml?sig=1|hdf5:2', 'https://host/a.xml|hdf5:2'],
    ['https://host/a.zarr?sig=1|multiscales:1', 'https://host/a.zarr|multiscales:1'],
    ['https://host/a.zip?sig=1|zip:b|multiscales:2', 'https://host/a.zip|zip:b|multiscales:2'],
    ['https://host/a.zarr?sig=a|secret:b', 'https://host/a.zarr'],
    ['https://host/a.h5?sig=1|hdf5:g?token=1', 'https://host/a.h5'],
  ])('%s goes as %s, and says so', (location, shared) => {
    expect(shareableLocation(location)).toEqual({ location: shared, isWithheld: true });
  });

  it.each([
    ['https://host/a.zarr?version=3&sig=1', 'https://host/a.zarr?version=3'],
    ['https://u:p@host/a.zarr?a=1&version=3', 'https://host/a.zarr?version=3'],
    ['https://host/a.zip?version=3|zip:b', 'https://host/a.zip?version=3|zip:b'],
    ['https://host/a.zip?version=3#inner', 'https://host/a.zip?version=3#inner'],
    ['https://host/a.zarr#b?version=3', 'https://host/a.zarr#b'],
  ])('%s goes as %s when its version was confirmed as not secret', (location, shared) => {
    const keeps = (of: string, name: string) => of === location && name === 'version';
    expect(shareableLocation(location, { keeps }).location).toBe(shared);
  });

  it.each([
    ...['X-Amz-Signature', 'X-Amz-Credential', 'X-Goog-Signature', 'Signature', 'AWSAccessKeyId', 'Expires'],
    ...['Policy', 'Key-Pair-Id', 'sig', 'se', 'sp', 'skoid', 'token', 'access_token', 'api_key', 'apikey'],
    ...['key', 'password', 'auth', 'jwt', 'code', 'client_secret'],
  ])('cannot have %s confirmed as not secret', (name) => {
    const location = `https://host/a.zarr?${name}=1&version=3`;
    expect(confirmableParameters(location)).toEqual([{ name: 'version', value: '3' }]);
    expect(shareableLocation(location, { keeps: () => true }).location).toBe('https://host/a.zarr?version=3');
  });

  it('has each parameter asked about once', () => {
    expect(confirmableParameters('https://host/a?b=1&b=2&c|zip:d')).toEqual([
      { name: 'b', value: '1, 2' },
      { name: 'c', value: '' },
    ]);
    expect(confirmableParameters('gen:ramp?levels=3')).toEqual([]);
  });

  it.each([
    'gen:julia?c=-0.8,0.156',
    's3://bucket/a#b/c.zarr',
    'https://host/a@b.zarr',
    'data/brain.ome.zarr',
  ])('%s goes as it is', (location) => {
    expect(shareableLocation(location)).toEqual({ location, isWithheld: false });
  });
});
