import { describe, expect, it } from 'vitest';
import { fileAnswer, fileOrigin } from '../../../../tests/foreign-data';
import { noTraffic } from '../../core';
import type { ChunkArray } from '../../core';
import { openLocation } from '../open-location';
import { crc32c } from '../../core';
import type { DatasetReader } from './dataset-reader';

const bytesCodec = { name: 'bytes' };
const configuration = {
  ...{ chunk_shape: [1, 4], codecs: [bytesCodec], index_location: 'end' },
  index_codecs: [{ name: 'bytes', configuration: { endian: 'little' } }, { name: 'crc32c' }],
};
const document = {
  ...{ zarr_format: 3, node_type: 'array', shape: [2, 4], data_type: 'uint8', fill_value: 0 },
  chunk_grid: { name: 'regular', configuration: { chunk_shape: [2, 4] } },
  chunk_key_encoding: { name: 'default' },
  codecs: [{ name: 'sharding_indexed', configuration }],
};

/** A shard of two chunks, all of whose voxels are `value`, after `gap` bytes. */
function shard(value: number, gap = 0): Uint8Array {
  const entries = BigUint64Array.of(BigInt(gap), 4n, BigInt(gap + 4), 4n);
  const index = new Uint8Array(entries.buffer);
  const sum = new Uint8Array(Uint32Array.of(crc32c(index)).buffer);
  return Uint8Array.from([...new Uint8Array(gap), ...new Uint8Array(8).fill(value), ...index, ...sum]);
}

interface Shard {
  readonly bytes: Uint8Array;
  readonly headers?: Record<string, string>;
}

/** Opens an array of one shard, of which `at` says what it is for the n-th request. */
async function open(at: (nth: number) => Shard): Promise<{ reader: DatasetReader; asked: string[] }> {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = (input, init = {}) => {
    if (String(input).includes('zarr.json')) {
      return Promise.resolve(fileAnswer(new TextEncoder().encode(JSON.stringify(document)), init));
    }
    if (!String(input).includes('/c/0/0')) return Promise.resolve(new Response(null, { status: 404 }));
    const { bytes, headers = {} } = at(asked.length);
    asked.push(init.method ?? new Headers(init.headers).get('range') ?? 'whole');
    const answer = fileAnswer(bytes, init);
    for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value);
    return Promise.resolve(answer);
  };
  const effects = { fetch, random: () => 0, delay: () => Promise.resolve() };
  const [opened] = await openLocation(fileOrigin, { pageUrl: fileOrigin, traffic: noTraffic(), effects });
  if (opened === undefined) throw new Error('Nothing opened.');
  return { reader: opened.reader, asked };
}

function read(reader: DatasetReader, row: number): Promise<ChunkArray | undefined> {
  return reader.readChunk(0, [row, 0], { traffic: noTraffic(), maxEncodedBytes: 1000 });
}

const modified = (day: number): Record<string, string> => ({
  'last-modified': `Thu, 0${day} Jan 2026 00:00:00 GMT`,
});

describe('a shard that is replaced after its index was read', () => {
  it.each([
    ['another Last-Modified', { bytes: shard(2), headers: modified(2) }],
    ['another total', { bytes: shard(2, 100), headers: modified(1) }],
    ['a shorter one', { bytes: shard(2).slice(0, 0), headers: {} }],
  ])('is read anew, index and all: %s', async (_, replaced) => {
    let isReplaced = false;
    const { reader, asked } = await open((nth) => {
      if (!isReplaced) return { bytes: shard(1), headers: modified(1) };
      if (replaced.bytes.length > 0 || nth === 3) return replaced;
      return { bytes: shard(2), headers: modified(2) };
    });
    expect((await read(reader, 0))?.data).toEqual(Uint8Array.of(1, 1, 1, 1));
    isReplaced = true;
    expect((await read(reader, 1))?.data).toEqual(Uint8Array.of(2, 2, 2, 2));
    expect(asked).toHaveLength(7);
  });

  it('is an error where it is another each time, after one repeat', async () => {
    const { reader, asked } = await open((nth) => ({ bytes: shard(nth), headers: { etag: `"${nth}"` } }));
    await expect(read(reader, 0)).rejects.toMatchObject({ code: 'dataset-changed' });
    expect(asked).toHaveLength(6);
  });
});

describe('a damaged copy', () => {
  it('of an index is read once more', async () => {
    const damaged = shard(1).map((byte, i) => (i === 12 ? byte ^ 1 : byte));
    const { reader } = await open((nth) => ({ bytes: nth < 2 ? damaged : shard(1) }));
    expect((await read(reader, 0))?.data).toEqual(Uint8Array.of(1, 1, 1, 1));
  });
});
