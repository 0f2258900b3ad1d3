import { openAsBlob } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  fullPlanes,
  planeSize,
  sparseValue,
  writeSparseFile,
} from '../../../../../tests/fixtures/sparse-hdf5';
import type { SparseFile } from '../../../../../tests/fixtures/sparse-hdf5';
import { documentAt, documentRequest, hdf5Bytes, storeOf } from './hdf5-bytes.fixture';
import { filesHere } from './hdf5.fixture';

const files = filesHere();

/** How the library's types are called, and what they hold. */
const types = {
  '<b': Int8Array,
  '<B': Uint8Array,
  '<h': Int16Array,
  '<H': Uint16Array,
  '<i': Int32Array,
  '<I': Uint32Array,
  '<q': BigInt64Array,
  '<Q': BigUint64Array,
  '<f': Float32Array,
  '<d': Float64Array,
} as const;
const zarrNames: Readonly<Record<keyof typeof types, string>> = {
  ...{ '<b': 'int8', '<B': 'uint8', '<h': 'int16', '<H': 'uint16', '<i': 'int32', '<I': 'uint32' },
  ...{ '<q': 'int64', '<Q': 'uint64', '<f': 'float32', '<d': 'float64' },
};

interface ArrayDocument {
  readonly shape: readonly number[];
  readonly data_type: string;
  readonly chunk_grid: { readonly configuration: { readonly chunk_shape: readonly number[] } };
}

const dataset = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }).chain((shape) =>
  fc.record({
    shape: fc.constant(shape),
    chunks: fc.option(fc.tuple(...shape.map((size) => fc.integer({ min: 1, max: size })))),
    dtype: fc.constantFrom(...(Object.keys(types) as (keyof typeof types)[])),
    isPacked: fc.boolean(),
  }),
);

describe('an HDF5 file as a store', () => {
  it('has each value where the library put it, of any type, shape, chunks and compression', async () => {
    await fc.assert(
      fc.asyncProperty(dataset, async ({ shape, chunks, dtype, isPacked }) => {
        const count = shape.reduce((product, size) => product * size, 1);
        const data = valuesOf(dtype, count);
        const bytes = await hdf5Bytes((file) => {
          const packing = chunks && isPacked ? { compression: 'gzip' as const } : {};
          file.create_dataset({ name: 'a', data, shape, dtype, ...(chunks && { chunks }), ...packing });
        });
        const store = storeOf(bytes, 'a', files);
        const found = (await documentAt(store, '')) as ArrayDocument;
        expect(found).toMatchObject({ shape, data_type: zarrNames[dtype] });
        const { chunk_shape: chunkShape } = found.chunk_grid.configuration;
        for (const index of indicesOf(shape.map((size, axis) => Math.ceil(size / (chunkShape[axis] ?? 1))))) {
          const chunk = await store.get(`c/${index.join('/')}`, documentRequest());
          expect([...new types[dtype](chunk?.buffer ?? new ArrayBuffer())]).toEqual(
            boxOf(data, shape, { at: index.map((i, axis) => i * (chunkShape[axis] ?? 1)), chunkShape }),
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it('tells attributes of every kind, and describes those that are no numbers or texts', async () => {
    const bytes = await hdf5Bytes((file) => {
      const group = file.create_group('g');
      group.create_attribute('text', 'µm');
      group.create_attribute('texts', ['a', 'bc']);
      group.create_attribute('whole', 7, [], '<i');
      group.create_attribute('large', new BigInt64Array([2n ** 62n]), [], '<q');
      group.create_attribute('table', new Float64Array([1, 2, 3, 4, 5, NaN]), [2, 3], '<d');
      group.create_attribute('huge', new Uint8Array(2 ** 16 + 8), [2 ** 16 + 8], '<B');
      group.create_attribute('<script>', 'alert(1)');
    }).catch((error: unknown) => error as Error);
    if (bytes instanceof Error) throw bytes;
    const { attributes } = (await documentAt(storeOf(bytes, '', files), 'g')) as { attributes: object };
    expect(attributes).toEqual({
      text: 'µm',
      texts: ['a', 'bc'],
      whole: 7,
      large: '4611686018427387904',
      table: [
        [1, 2, 3],
        [4, 5, 'NaN'],
      ],
      huge: '(uint8 of 65544, 65544 bytes)',
      '<script>': 'alert(1)',
    });
  });

  it('lists groups and datasets, and nothing that no path can name', async () => {
    const bytes = await hdf5Bytes((file) => {
      file.create_group('a').create_dataset({ name: 'd', data: new Uint8Array(4), shape: [2, 2] });
      file.create_group('b\\c');
      file.create_group('ü <b>');
    });
    const store = storeOf(bytes, '', files);
    const names = async (path: string) =>
      (await store.list(path, documentRequest()))?.map(({ name, kind }) => `${kind} ${name}`);
    expect(await names('')).toEqual(['file zarr.json', 'folder a', 'folder ü <b>']);
    expect(await names('a')).toEqual(['file zarr.json', 'folder d']);
    expect(await names('a/d')).toEqual(['file zarr.json']);
    expect(await names('none')).toBeUndefined();
    expect(await store.get('none/zarr.json', documentRequest())).toBeUndefined();
    expect(await store.get('a/d/c/1/0', documentRequest())).toBeUndefined();
    expect(await store.get('.zattrs', documentRequest())).toBeUndefined();
  });

  it('ends at links that lead back, away or nowhere', async () => {
    const bytes = await hdf5Bytes((file) => {
      const inner = file.create_group('a').create_group('b');
      inner.create_hard_link('/a', 'hard');
      inner.create_soft_link('/a', 'soft');
      inner.create_soft_link('/none', 'broken');
      inner.create_external_link('other.h5', '/x', 'away');
    });
    const store = storeOf(bytes, '', files);
    const what = async (path: string) =>
      ((await documentAt(store, path)) as { hdf5?: { what: string } }).hdf5?.what;
    expect(await what('a/b/hard')).toBe('link to /a, which holds it');
    expect(await what('a/b/soft')).toBe('link to /a, which holds it');
    expect(await what('a/b/broken')).toBe('broken link to /none');
    expect(await what('a/b/away')).toBe('link to /x of the file other.h5');
    expect(await store.list('a/b/hard', documentRequest())).toEqual([{ name: 'zarr.json', kind: 'file' }]);
    const root = (await documentAt(store, '')) as { consolidated_metadata: { metadata: object } };
    expect(Object.keys(root.consolidated_metadata.metadata)).toHaveLength(6);
  });
});

describe('a file of more than 2 GiB', () => {
  let sparse: SparseFile;
  beforeAll(async () => void (sparse = await writeSparseFile()));
  afterAll(() => sparse.remove());

  it('is read where it is needed, beyond 2^31 too', async () => {
    const store = storeOf(await openAsBlob(sparse.path), 'volume', files);
    const request = documentRequest();
    const before = process.memoryUsage().rss;
    const found = (await documentAt(store, '', request)) as ArrayDocument;
    expect(found.chunk_grid.configuration.chunk_shape).toEqual([1, planeSize, planeSize]);
    for (const z of fullPlanes) {
      const plane = await store.get(`c/${z}/0/0`, request);
      for (const [y, x] of [
        [0, 0],
        [1023, 1023],
        [500, 7],
      ] as const)
        expect(plane?.[y * planeSize + x]).toBe(sparseValue(z, y, x));
    }
    expect(request.traffic.diskBytes).toBeLessThan(4.5 * 2 ** 20);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 2 ** 20);
  });
});

function valuesOf(dtype: keyof typeof types, count: number) {
  const data = new types[dtype](count);
  for (let i = 0; i < count; i++)
    data[i] =
      data instanceof BigInt64Array || data instanceof BigUint64Array
        ? BigInt(i + 1) * 7n
        : ((i * 7) % 120) + 1;
  return data;
}

function indicesOf(counts: readonly number[]): number[][] {
  return counts.reduce<number[][]>(
    (found, count) => found.flatMap((index) => Array.from({ length: count }, (_, i) => [...index, i])),
    [[]],
  );
}

/** What a chunk has to hold, with zeros beyond the edge. */
function boxOf(
  data: ArrayLike<number | bigint>,
  shape: readonly number[],
  { at, chunkShape }: { at: readonly number[]; chunkShape: readonly number[] },
): (number | bigint)[] {
  return indicesOf(chunkShape).map((inner) => {
    const index = inner.map((i, axis) => i + (at[axis] ?? 0));
    const flat = index.reduce((sum, i, axis) => sum * (shape[axis] ?? 1) + i, 0);
    const isInside = index.every((i, axis) => i < (shape[axis] ?? 0));
    const zero = typeof data[0] === 'bigint' ? 0n : 0;
    return isInside ? (data[flat] ?? zero) : zero;
  });
}
