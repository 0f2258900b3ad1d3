import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileOrigin, memoryFetch } from '../../../../tests/foreign-data';
import { AppError, noTraffic } from '../../core';
import { openLocation } from '../open-location';
import { parseDocument } from './documents/json-document';

type Json = Record<string, unknown>;

function open(objects: Record<string, Uint8Array | object>): ReturnType<typeof openLocation> {
  const effects = { fetch: memoryFetch(objects), random: () => 0, delay: () => Promise.resolve() };
  return openLocation(fileOrigin, { pageUrl: fileOrigin, traffic: noTraffic(), effects });
}

async function failure(objects: Record<string, Uint8Array | object>): Promise<AppError> {
  const outcome = await open(objects).catch((error: unknown) => error);
  if (!(outcome instanceof AppError)) throw new Error(`Expected an AppError, got ${String(outcome)}.`);
  return outcome;
}

const array: Json = {
  ...{ zarr_format: 3, node_type: 'array', shape: [64, 64], data_type: 'uint8', fill_value: 0 },
  chunk_grid: { name: 'regular', configuration: { chunk_shape: [32, 32] } },
  chunk_key_encoding: { name: 'default' },
  codecs: [{ name: 'bytes' }],
};

function grid(...chunk_shape: unknown[]): Json {
  return { chunk_grid: { name: 'regular', configuration: { chunk_shape } } };
}

function shards(configuration: Json): Json {
  const index_codecs = [{ name: 'bytes', configuration: { endian: 'little' } }, { name: 'crc32c' }];
  const sharding = { chunk_shape: [16, 16], codecs: [{ name: 'bytes' }], index_codecs, ...configuration };
  return { codecs: [{ name: 'sharding_indexed', configuration: sharding }] };
}

describe('hostile array metadata', () => {
  it.each<[string, Json, string]>([
    ['a chunk of 2^31', grid(2 ** 31, 2 ** 31), 'chunk_grid.configuration.chunk_shape'],
    ['a negative chunk', grid(-1, 32), 'chunk_grid.configuration.chunk_shape[0]'],
    ['half a voxel', grid(32, 0.5), 'chunk_grid.configuration.chunk_shape[1]'],
    ['a chunk of nothing', grid(0, 32), 'chunk_grid.configuration.chunk_shape[0]'],
    ['a chunk in words', grid('32', 32), 'chunk_grid.configuration.chunk_shape[0]'],
    ['a chunk of another rank', grid(32), 'chunk_grid.configuration.chunk_shape'],
    ['a size beyond 2^53', { shape: [2 ** 60, 64] }, 'shape[0]'],
    ['a shape that is a number', { shape: 64 }, 'shape'],
    ['no type', { data_type: undefined }, 'data_type'],
    ['a fill value that does not fit', { fill_value: 256 }, 'fill_value'],
    ['no codec for bytes', { codecs: [] }, 'codecs'],
    ['no byte order', { data_type: 'uint16' }, 'codecs[0].configuration.endian'],
    [
      'chunks that do not divide shards',
      shards({ chunk_shape: [20, 16] }),
      'codecs[0].configuration.chunk_shape',
    ],
    [
      'an index in the middle',
      shards({ index_location: 'middle' }),
      'codecs[0].configuration.index_location',
    ],
  ])('fails at once for %s, naming the field', async (_, more, field) => {
    const error = await failure({ 'zarr.json': { ...array, ...more } });
    expect(error).toMatchObject({ code: 'bad-metadata', detail: { document: 'zarr.json', field } });
  });

  it.each<[string, Json, RegExp]>([
    ['rank 10^6', { shape: Array(1e6).fill(1) }, /rank 1000000/],
    ['rank 1', { shape: [4] }, /rank 1 /],
    ['complex numbers', { data_type: 'complex64' }, /complex64/],
    ['strings', { data_type: 'string' }, /string/],
    ['structures', { data_type: { name: 'struct' } }, /struct/],
    ['an inherited name as a type', { data_type: 'constructor' }, /constructor/],
    ['an unknown codec', { codecs: [{ name: 'bytes' }, { name: 'jpeg2k' }] }, /jpeg2k/],
    ['nested shards', shards({ codecs: [{ name: 'sharding_indexed', configuration: {} }] }), /within shards/],
  ])('refuses %s by name', async (_, more, message) => {
    const error = await failure({ 'zarr.json': { ...array, ...more } });
    expect(error.code).toBe('unsupported');
    expect(error.message).toMatch(message);
  });

  it.each(['|O', '<U7', '|S4', '<c8', '<M8[ns]', [['r', '|u1']]])('refuses the v2 type %j', async (dtype) => {
    const document = {
      zarr_format: 2,
      shape: [4, 4],
      chunks: [4, 4],
      dtype,
      order: 'C',
      compressor: null,
      filters: null,
    };
    expect((await failure({ '.zarray': document })).code).toBe('unsupported');
  });
});

describe('hostile documents', () => {
  const text = (json: string): Uint8Array => new TextEncoder().encode(json);

  it.each([
    ['truncated', text('{"zarr_format":3')],
    ['nested 10^5 deep', text('['.repeat(1e5))],
    ['of three million values', text(`[${'0,'.repeat(3e6)}0]`)],
    ['larger than 16 MiB', new Uint8Array(17 * 2 ** 20).fill(0x20)],
    ['not an object', text('[]')],
  ])('fails for a document that is %s', async (_, bytes) => {
    expect(await failure({ 'zarr.json': bytes })).toMatchObject({
      code: 'bad-metadata',
      detail: { document: 'zarr.json' },
    });
  });

  it('drops names that reach prototypes', async () => {
    const json = JSON.stringify({ ...array, attributes: {} });
    const polluted = json.replace(
      '"attributes":{}',
      '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}',
    );
    await open({ 'zarr.json': text(polluted) });
    expect(({} as Json)['polluted']).toBeUndefined();
  });

  it.each(['__proto__', 'constructor', 'prototype', '\\u005f_proto__', 'c\\u006fnstructor'])(
    'drops the name %s, however it is spelled',
    (name) => {
      const document = parseDocument(text(`{"a":[{"${name}":{"polluted":1},"b":2}]}`), 'zarr.json');
      expect(Object.getOwnPropertyNames((document as { a: [object] }).a[0])).toEqual(['b']);
    },
  );

  it('reads NaN as Python writes it, and 64-bit fill values exactly', async () => {
    const codecs = [{ name: 'bytes', configuration: { endian: 'little' } }];
    const float = JSON.stringify({ ...array, data_type: 'float32', fill_value: 'N', codecs }).replace(
      '"N"',
      'NaN',
    );
    const large = JSON.stringify({ ...array, data_type: 'uint64', fill_value: 'N', codecs }).replace(
      '"N"',
      '18446744073709551615',
    );
    const fills = await Promise.all(
      [float, large].map(
        async (json) =>
          (await open({ 'zarr.json': text(json) }))[0]?.handle.dataset.levels[0]?.array?.fillValue,
      ),
    );
    expect(fills).toEqual(['NaN', '18446744073709551615']);
  });

  it('never fails with anything but an AppError', async () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    const names = fc.constantFrom(
      'shape',
      'data_type',
      'chunk_grid',
      'codecs',
      'fill_value',
      'chunk_key_encoding',
      'attributes',
    );
    await fc.assert(
      fc.asyncProperty(fc.dictionary(names, value, { maxKeys: 3 }), async (more) => {
        const outcome = await open({ 'zarr.json': { ...array, ...more } }).catch((error: unknown) => error);
        expect(Array.isArray(outcome) || outcome instanceof AppError).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('hostile image metadata', () => {
  const axes = [
    { name: 'y', type: 'space' },
    { name: 'x', type: 'space' },
  ];
  const level = { path: '0', coordinateTransformations: [{ type: 'scale', scale: [1, 1] }] };
  const image = (multiscale: Json): Record<string, object> => ({
    'zarr.json': {
      node_type: 'group',
      attributes: { ome: { version: '0.5', multiscales: [{ axes, datasets: [level], ...multiscale }] } },
    },
    '0/zarr.json': array,
  });

  it.each(['/%2F%2Fevil.example/x', '../secret', '//evil.example', 'a\\b', '/0'])(
    'follows no path %j',
    async (path) => {
      expect(await failure(image({ datasets: [{ ...level, path }] }))).toMatchObject({
        code: 'bad-metadata',
        detail: { document: 'zarr.json', field: 'attributes.ome.multiscales[0].datasets[0].path' },
      });
    },
  );

  it.each<[string, Json, string]>([
    [
      'a scale of 0',
      { datasets: [{ path: '0', coordinateTransformations: [{ type: 'scale', scale: [0, 1] }] }] },
      'scale[0]',
    ],
    [
      'an infinite scale',
      { datasets: [{ path: '0', coordinateTransformations: [{ type: 'scale', scale: ['Infinity', 1] }] }] },
      'scale[0]',
    ],
    ['65 levels', { datasets: Array(65).fill(level) }, 'datasets'],
    ['no level', { datasets: [] }, 'datasets'],
    ['one axis twice', { axes: [axes[0], axes[0]] }, 'axes'],
    ['no axes', { axes: undefined, version: '0.4' }, 'axes'],
  ])('fails for %s', async (_, multiscale, field) => {
    const error = await failure(image(multiscale));
    expect(error.code).toBe('bad-metadata');
    expect(String(error.detail['field']).endsWith(field)).toBe(true);
  });

  it('fails for a level of another rank than the axes', async () => {
    const more = { shape: [4, 64, 64], ...grid(1, 32, 32) };
    const error = await failure({ ...image({}), '0/zarr.json': { ...array, ...more } });
    expect(error).toMatchObject({
      code: 'bad-metadata',
      detail: { document: '0/zarr.json', field: 'shape' },
    });
  });
});
