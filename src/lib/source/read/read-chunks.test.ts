import { gzipSync } from 'node:zlib';
import Blosc from 'numcodecs/blosc';
import Lz4 from 'numcodecs/lz4';
import Zstd from 'numcodecs/zstd';
import { describe, expect, it } from 'vitest';
import { fileOrigin, memoryFetch } from '../../../../tests/foreign-data';
import { dtypes, isAbort, noTraffic, storedBytesPerVoxel } from '../../core';
import type { ChunkArray, DType } from '../../core';
import { openLocation } from '../open-location';
import { crc32c } from '../../core';
import type { DatasetReader } from './dataset-reader';

type Objects = Record<string, Uint8Array | object>;

async function open(objects: Objects, requests?: string[], bucket = {}): Promise<DatasetReader> {
  const effects = {
    fetch: memoryFetch(objects, requests, bucket),
    random: () => 0,
    delay: () => Promise.resolve(),
  };
  const [opened] = await openLocation(fileOrigin, { pageUrl: fileOrigin, traffic: noTraffic(), effects });
  if (opened === undefined) throw new Error('Nothing opened.');
  return opened.reader;
}

function read(reader: DatasetReader, index: number[], signal?: AbortSignal): Promise<ChunkArray | undefined> {
  const context = { traffic: noTraffic(), maxEncodedBytes: 2 ** 20, ...(signal && { signal }) };
  return reader.readChunk(0, index, context);
}

/** Values of a chunk in C order, whatever its strides. */
function values(chunk: ChunkArray | undefined): (number | bigint)[] {
  if (chunk === undefined) throw new Error('No chunk.');
  const { data, shape, stride } = chunk;
  let offsets = [0];
  shape.forEach((size, axis) => {
    offsets = offsets.flatMap((at) => [...Array(size).keys()].map((i) => at + i * (stride[axis] ?? 0)));
  });
  return offsets.map((at) => data[at] ?? NaN);
}

const bytesCodec = { name: 'bytes', configuration: { endian: 'little' } };

function v3(more: object): Objects[string] {
  return {
    ...{
      zarr_format: 3,
      node_type: 'array',
      shape: [2, 3],
      data_type: 'uint16',
      fill_value: 7,
      codecs: [bytesCodec],
    },
    chunk_grid: { name: 'regular', configuration: { chunk_shape: [2, 3] } },
    chunk_key_encoding: { name: 'default' },
    ...more,
  };
}

function v2(more: object): Objects[string] {
  return {
    ...{
      zarr_format: 2,
      shape: [2, 3],
      chunks: [2, 3],
      dtype: '<u2',
      fill_value: 0,
      order: 'C',
      filters: null,
    },
    compressor: null,
    ...more,
  };
}

const sixShorts = new Uint8Array(Uint16Array.of(1, 2, 3, 4, 5, 6).buffer);

const samples: Record<DType, readonly [string, number, number | bigint]> = {
  bool: ['setUint8', 1, 1],
  int8: ['setInt8', -5, -5],
  uint8: ['setUint8', 200, 200],
  int16: ['setInt16', -30000, -30000],
  uint16: ['setUint16', 60000, 60000],
  int32: ['setInt32', -2e9, -2e9],
  uint32: ['setUint32', 4e9, 4e9],
  int64: ['setBigInt64', -9e18, -9000000000000000000n],
  uint64: ['setBigUint64', 18e18, 18000000000000000000n],
  float16: ['setUint16', 0xc500, -5],
  float32: ['setFloat32', 0.5, 0.5],
  float64: ['setFloat64', -1e300, -1e300],
};

function encoded(dtype: DType, isLittle: boolean): Uint8Array {
  const size = storedBytesPerVoxel(dtype);
  const bytes = new Uint8Array(4 * size);
  const [setter, value] = samples[dtype];
  const view = new DataView(bytes.buffer) as unknown as Record<
    string,
    (at: number, v: unknown, l: boolean) => void
  >;
  view[setter]?.(3 * size, size === 8 && dtype !== 'float64' ? BigInt(value) : value, isLittle);
  return bytes;
}

describe.each(dtypes)('a chunk of %s', (dtype) => {
  it.each(['little', 'big'])('is read in %s-endian order', async (endian) => {
    const reader = await open({
      'zarr.json': v3({
        ...{ shape: [2, 2], data_type: dtype, fill_value: dtype === 'bool' ? false : 0 },
        chunk_grid: { name: 'regular', configuration: { chunk_shape: [2, 2] } },
        codecs: [{ name: 'bytes', configuration: { endian } }],
      }),
      'c/0/0': encoded(dtype, endian === 'little'),
    });
    const chunk = await read(reader, [0, 0]);
    const zero = dtype === 'int64' || dtype === 'uint64' ? 0n : 0;
    expect(values(chunk)).toEqual([zero, zero, zero, samples[dtype][2]]);
    expect(chunk?.data.buffer.byteLength).toBe(chunk?.data.byteLength);
  });
});

describe('a chunk', () => {
  it('is absent where the store has none', async () => {
    expect(await read(await open({ 'zarr.json': v3({}) }), [0, 0])).toBeUndefined();
  });

  it('is transposed without a copy', async () => {
    const codecs = [{ name: 'transpose', configuration: { order: [1, 0] } }, bytesCodec];
    const chunk = await read(await open({ 'zarr.json': v3({ codecs }), 'c/0/0': sixShorts }), [0, 0]);
    expect(chunk).toMatchObject({ shape: [2, 3], stride: [1, 2] });
    expect(values(chunk)).toEqual([1, 3, 5, 2, 4, 6]);
  });

  it('is read in Fortran order, with "/" in its key', async () => {
    const array = v2({ order: 'F', dtype: '>u2', dimension_separator: '/' });
    const swapped = sixShorts.slice().map((_, i) => sixShorts[i ^ 1] ?? 0);
    expect(values(await read(await open({ '.zarray': array, '0/0': swapped }), [0, 0]))).toEqual([
      1, 3, 5, 2, 4, 6,
    ]);
  });

  it.each([
    ['gzip', (bytes: Uint8Array) => gzipSync(bytes)],
    ['zstd', (bytes: Uint8Array) => Zstd.fromConfig({ id: 'zstd' }).encode(bytes)],
    ['lz4', (bytes: Uint8Array) => Lz4.fromConfig({ id: 'lz4' }).encode(bytes)],
    ['blosc', (bytes: Uint8Array) => Blosc.fromConfig({ id: 'blosc' }).encode(bytes)],
  ])('is decompressed from %s, and refused when cut short', async (name, compress) => {
    const compressed = await compress(sixShorts);
    const codecs = [bytesCodec, { name, configuration: {} }];
    const whole = await open({ 'zarr.json': v3({ codecs }), 'c/0/0': compressed });
    expect(values(await read(whole, [0, 0]))).toEqual([1, 2, 3, 4, 5, 6]);
    const cut = await open({ 'zarr.json': v3({ codecs }), 'c/0/0': compressed.slice(0, -3) });
    await expect(read(cut, [0, 0])).rejects.toMatchObject({
      code: 'corrupt-chunk',
      detail: { key: 'c/0/0' },
    });
  });

  it.each([0, 1, 11, 13, 24])('is refused when it has %i bytes for 12', async (length) => {
    const reader = await open({ 'zarr.json': v3({}), 'c/0/0': new Uint8Array(length) });
    await expect(read(reader, [0, 0])).rejects.toMatchObject({ code: 'corrupt-chunk' });
  });

  it('is refused when it inflates far beyond its size', async () => {
    const codecs = [bytesCodec, { name: 'gzip', configuration: {} }];
    const reader = await open({ 'zarr.json': v3({ codecs }), 'c/0/0': gzipSync(new Uint8Array(2 ** 26)) });
    await expect(read(reader, [0, 0])).rejects.toThrow(/inflates to/);
  });

  it('is refused when its checksum is wrong', async () => {
    const codecs = [bytesCodec, { name: 'crc32c', configuration: {} }];
    const right = withChecksum(sixShorts);
    expect(
      values(await read(await open({ 'zarr.json': v3({ codecs }), 'c/0/0': right }), [0, 0])),
    ).toHaveLength(6);
    const wrong = right.map((byte, i) => (i === 2 ? byte ^ 1 : byte));
    const reader = await open({ 'zarr.json': v3({ codecs }), 'c/0/0': wrong });
    await expect(read(reader, [0, 0])).rejects.toMatchObject({ code: 'corrupt-chunk' });
  });
});

describe.each(['start', 'end'] as const)('a shard with its index at the %s', (location) => {
  it('gives each chunk, and none where it has none', async () => {
    const reader = await open({ 'zarr.json': sharded(location), 'c/0/0': shard(location) });
    expect(reader.dataset.levels[0]?.array).toMatchObject({ chunks: [1, 3], shards: [4, 3] });
    expect(values(await read(reader, [0, 0]))).toEqual([1, 2, 3]);
    expect(values(await read(reader, [1, 0]))).toEqual([4, 5, 6]);
    expect(await read(reader, [2, 0])).toBeUndefined();
  });

  it('refuses an index that was damaged', async () => {
    const bytes = shard(location);
    const at = location === 'start' ? 3 : bytes.length - 9;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    const reader = await open({ 'zarr.json': sharded(location), 'c/0/0': bytes });
    await expect(read(reader, [0, 0])).rejects.toMatchObject({ code: 'corrupt-chunk' });
  });

  it('refuses a chunk outside the shard, after the index was read once more and before asking for it', async () => {
    const requests: string[] = [];
    const objects = { 'zarr.json': sharded(location), 'c/0/0': shard(location, [2n ** 63n, 6n]) };
    const reader = await open(objects, requests);
    const before = requests.length;
    await expect(read(reader, [0, 0])).rejects.toThrow(/outside the shard/);
    const asked = requests.slice(before).filter((line) => line.startsWith('GET'));
    expect(asked).toHaveLength(2);
  });

  it('reads its index once for many readers, whoever of them leaves', async () => {
    const requests: string[] = [];
    const reader = await open({ 'zarr.json': sharded(location), 'c/0/0': shard(location) }, requests);
    const before = requests.length;
    const controller = new AbortController();
    const leaving = read(reader, [0, 0], controller.signal).catch((error: unknown) => error);
    const staying = Promise.all([read(reader, [1, 0]), read(reader, [2, 0])]);
    controller.abort();
    expect(isAbort(await leaving)).toBe(true);
    expect(values((await staying)[0])).toEqual([4, 5, 6]);
    expect(requests.slice(before).filter((line) => line.startsWith('GET'))).toHaveLength(2);
  });
});

describe('what a bucket that lists nothing does not have', () => {
  const refusedOf = async (objects: Objects, lists: boolean): Promise<number[]> => {
    const reader = await open(objects, [], { lists });
    const reads = [0, 1].map(async (y) => {
      const traffic = noTraffic();
      expect(await reader.readChunk(0, [y, 0], { traffic, maxEncodedBytes: 2 ** 20 })).toBeUndefined();
      return traffic.chunksRefused;
    });
    return Promise.all(reads);
  };
  const chunked = v3({ shape: [4, 3] });

  it.each([
    ['chunk', chunked],
    ['shard with its index first', sharded('start')],
    ['shard with its index last', sharded('end')],
  ])('counts as absent and refused: each chunk of a %s', async (_, document) => {
    expect(await refusedOf({ 'zarr.json': document }, false)).toEqual([1, 1]);
    expect(await refusedOf({ 'zarr.json': document }, true)).toEqual([0, 0]);
  });

  it('is not what a shard says that it does not have', async () => {
    const reader = await open({ 'zarr.json': sharded('end'), 'c/0/0': shard('end') }, [], { lists: false });
    const traffic = noTraffic();
    expect(await reader.readChunk(0, [3, 0], { traffic, maxEncodedBytes: 2 ** 20 })).toBeUndefined();
    expect(traffic.chunksRefused).toBe(0);
  });
});

function sharded(index_location: string): Objects[string] {
  const configuration = {
    ...{ chunk_shape: [1, 3], codecs: [bytesCodec], index_location },
    index_codecs: [bytesCodec, { name: 'crc32c' }],
  };
  return v3({
    shape: [4, 3],
    chunk_grid: { name: 'regular', configuration: { chunk_shape: [4, 3] } },
    codecs: [{ name: 'sharding_indexed', configuration }],
  });
}

/** Four chunks of three shorts, the last two absent. */
function shard(location: 'start' | 'end', first?: readonly [bigint, bigint]): Uint8Array {
  const base = BigInt(location === 'start' ? 4 * 16 + 4 : 0);
  const absent = 2n ** 64n - 1n;
  const entries = [...(first ?? [base, 6n]), base + 6n, 6n, absent, absent, absent, absent];
  const index = withChecksum(new Uint8Array(BigUint64Array.from(entries).buffer));
  return Uint8Array.from(location === 'start' ? [...index, ...sixShorts] : [...sixShorts, ...index]);
}

function withChecksum(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from([...bytes, ...new Uint8Array(Uint32Array.of(crc32c(bytes)).buffer)]);
}
