import { crc32c } from '../core';
import { describe, expect, it } from 'vitest';
import { fileOrigin, memoryFetch } from '../../../tests/foreign-data';
import { omeTree, withLabels, type OmeImage } from '../../../tests/fixtures/ome-tree';
import { noTraffic, type ChunkArray, type DatasetKeep, type KeptBytes, type KeptName } from '../core';
import { openLocation } from './open-location';
import type { DatasetReader } from './read/dataset-reader';
import { zipOf } from '../../../tests/fixtures/zip';

type Objects = Record<string, Uint8Array | object>;

const keyOf = (name: KeptName): string =>
  name.kind === 'document' ? name.path : `${name.kind} ${name.index.join('.')}`;

/** A keep in memory that says what was done to it. */
class FakeKeep implements DatasetKeep {
  readonly entries = new Map<string, KeptBytes | 'absent'>();
  readonly dropped: string[] = [];
  readonly reach: boolean[] = [];
  changes = 0;
  generation = 1;
  isOpenedFromHere = false;
  isCutOff = false;
  read(name: KeptName): Promise<KeptBytes | 'absent' | undefined> {
    const entry = this.entries.get(keyOf(name));
    if (name.kind === 'document' && typeof entry === 'object') this.isOpenedFromHere = true;
    const copy = typeof entry === 'object' ? { ...entry, bytes: entry.bytes.slice() } : entry;
    return Promise.resolve(copy);
  }
  write(name: KeptName, bytes: Uint8Array<ArrayBuffer> | 'absent', version = {}): void {
    this.entries.set(keyOf(name), bytes === 'absent' ? bytes : { bytes, version });
  }
  drop(name: KeptName): void {
    this.dropped.push(keyOf(name));
    this.entries.delete(keyOf(name));
  }
  sample(): Promise<KeptName[]> {
    return Promise.resolve([{ kind: 'chunk', level: 0, index: [0, 0] }]);
  }
  changed(): void {
    this.changes += 1;
  }
  reached(isReached: boolean): void {
    this.reach.push(isReached);
  }
}

/** A server with some objects, that can be out of reach. */
function serverOf(objects: Objects) {
  const requests: string[] = [];
  const answer = memoryFetch(objects, requests);
  const server = { requests, objects, isDown: false, fetch: answer };
  server.fetch = (input, init) =>
    server.isDown ? Promise.reject(new TypeError('Failed to fetch')) : answer(input, init);
  return server;
}

type Server = ReturnType<typeof serverOf>;

async function open(server: Server, keep: DatasetKeep): Promise<DatasetReader> {
  const effects = { fetch: server.fetch, random: () => 0, delay: () => Promise.resolve() };
  const context = { pageUrl: fileOrigin, traffic: noTraffic(), effects, keepOf: () => keep };
  const [opened] = await openLocation(fileOrigin, context);
  if (!opened) throw new Error('Nothing opened.');
  return opened.reader;
}

function read(reader: DatasetReader, ...index: number[]): Promise<ChunkArray | undefined> {
  return reader.readChunk(0, [0, ...index], { traffic: noTraffic(), maxEncodedBytes: 2 ** 20 });
}

const codecs = [{ name: 'bytes', configuration: { endian: 'little' } }];

function arrayOf(more: object = {}): object {
  return {
    ...{ zarr_format: 3, node_type: 'array', shape: [1, 8], data_type: 'uint8', fill_value: 7, codecs },
    chunk_grid: { name: 'regular', configuration: { chunk_shape: [1, 4] } },
    chunk_key_encoding: { name: 'default' },
    ...more,
  };
}

const whole = (): Objects => ({ 'zarr.json': arrayOf(), 'c/0/0': Uint8Array.of(1, 2, 3, 4) });

function shardOf(first: number[]): Uint8Array {
  const body = Uint8Array.from(first);
  const index = new DataView(new ArrayBuffer(36));
  index.setBigUint64(8, BigInt(body.length), true);
  index.setBigUint64(16, 2n ** 64n - 1n, true);
  index.setBigUint64(24, 2n ** 64n - 1n, true);
  index.setUint32(32, crc32c(new Uint8Array(index.buffer, 0, 32)), true);
  return Uint8Array.from([...body, ...new Uint8Array(index.buffer)]);
}

function sharded(): Objects {
  const configuration = { chunk_shape: [1, 4], codecs, index_codecs: [...codecs, { name: 'crc32c' }] };
  return {
    'zarr.json': arrayOf({
      codecs: [{ name: 'sharding_indexed', configuration }],
      chunk_grid: { name: 'regular', configuration: { chunk_shape: [1, 8] } },
    }),
    'c/0/0': shardOf([1, 2, 3, 4]),
  };
}

/** A keep that has all of a dataset, and its server, which was asked for it once. */
async function filled(objects: Objects, ...chunks: number[]) {
  const [server, keep] = [serverOf(objects), new FakeKeep()];
  const reader = await open(server, keep);
  for (const i of chunks) await read(reader, i);
  server.requests.length = 0;
  return { server, keep, reader };
}

const values = (chunk: ChunkArray | undefined): number[] => [...(chunk?.data ?? [])].map(Number);

describe('a chunk', () => {
  it('that is kept is read without a request', async () => {
    const { server, keep } = await filled(whole(), 0, 1);
    const reader = await open(server, keep);
    await new Promise((resolve) => setImmediate(resolve));
    server.requests.length = 0;
    expect(values(await read(reader, 0))).toEqual([1, 2, 3, 4]);
    expect(await read(reader, 1)).toBeUndefined();
    expect(server.requests).toEqual([]);
  });

  it('that is kept and damaged is dropped, read from its server, and kept again', async () => {
    const { server, keep, reader } = await filled(whole(), 0);
    keep.entries.set('chunk 0.0', { bytes: Uint8Array.of(9, 9), version: {} });
    expect(values(await read(reader, 0))).toEqual([1, 2, 3, 4]);
    expect(keep.dropped).toEqual(['chunk 0.0']);
    expect(server.requests).toEqual(['GET c/0/0']);
    expect(keep.entries.get('chunk 0.0')).toMatchObject({ bytes: Uint8Array.of(1, 2, 3, 4) });
  });

  it('is kept only when it decodes to what it should be', async () => {
    const { keep, reader } = await filled({ ...whole(), 'c/0/0': Uint8Array.of(1, 2, 3) });
    await expect(read(reader, 0)).rejects.toMatchObject({ code: 'corrupt-chunk' });
    expect([...keep.entries.keys()].filter((key) => key.startsWith('chunk'))).toEqual([]);
  });

  it('that its server does not have is kept as such, and is never a chunk of zeros', async () => {
    const { keep, reader } = await filled(whole(), 1);
    expect(keep.entries.get('chunk 0.1')).toBe('absent');
    expect(await read(reader, 1)).toBeUndefined();
  });

  it('that is not kept is an offline miss only when its server is out of reach', async () => {
    const { server, keep, reader } = await filled(whole(), 0);
    server.isDown = true;
    keep.isCutOff = true;
    await expect(read(reader, 1)).rejects.toMatchObject({ code: 'offline-miss' });
    expect(keep.reach.at(-1)).toBe(false);
    expect(keep.entries.has('chunk 0.1')).toBe(false);
    expect(values(await read(reader, 0))).toEqual([1, 2, 3, 4]);
  });

  it('that does not decode says all the same that its server can be reached', async () => {
    const { keep, reader } = await filled({ ...whole(), 'c/0/0': Uint8Array.of(1) });
    keep.reach.length = 0;
    await expect(read(reader, 0)).rejects.toThrow();
    expect(keep.reach).toContain(true);
  });
});

describe('a shard', () => {
  it('has its index kept, and the next chunk of it costs one request', async () => {
    const { server, keep } = await filled(sharded(), 0);
    expect([...keep.entries.keys()]).toEqual(expect.arrayContaining(['shard-index 0.0', 'chunk 0.0']));
    keep.entries.delete('chunk 0.0');
    const reader = await open(server, keep);
    await new Promise((resolve) => setImmediate(resolve));
    server.requests.length = 0;
    expect(values(await read(reader, 0))).toEqual([1, 2, 3, 4]);
    expect(server.requests).toEqual(['GET c/0/0']);
    expect(await read(reader, 1)).toBeUndefined();
    expect(keep.entries.get('chunk 0.1')).toBe('absent');
  });

  it('has an index that is damaged dropped, read again and kept again', async () => {
    for (const bytes of [new Uint8Array(36), new Uint8Array(5)]) {
      const { server, keep } = await filled(sharded(), 0);
      keep.entries.delete('chunk 0.0');
      keep.entries.set('shard-index 0.0', { bytes, version: {} });
      const reader = await open(server, keep);
      expect(values(await read(reader, 0))).toEqual([1, 2, 3, 4]);
      expect(keep.dropped).toEqual(['shard-index 0.0']);
      expect(keep.entries.get('shard-index 0.0')).toMatchObject({ bytes: shardOf([1, 2, 3, 4]).slice(4) });
    }
  });

  it('that was replaced since its index was kept is read with a new one', async () => {
    const { server, keep } = await filled(sharded(), 0);
    keep.entries.delete('chunk 0.0');
    server.objects['c/0/0'] = shardOf([0, 0, 0, 0, 5, 6, 7, 8].slice(4));
    const entry = keep.entries.get('shard-index 0.0');
    if (typeof entry === 'object') keep.entries.set('shard-index 0.0', { ...entry, version: { total: 99 } });
    const reader = await open(server, keep);
    expect(values(await read(reader, 0))).toEqual([5, 6, 7, 8]);
    expect(keep.dropped).toEqual(['shard-index 0.0']);
  });
});

describe('documents', () => {
  it('that are kept open a dataset whose server is out of reach', async () => {
    const { server, keep } = await filled(whole());
    server.isDown = true;
    const reader = await open(server, keep);
    expect(reader.dataset.levels).toHaveLength(1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(keep.reach.at(-1)).toBe(false);
    expect(keep.changes).toBe(0);
  });

  it('that are kept are compared with those of the server, which must ask no cache on the way', async () => {
    const { server, keep } = await filled(whole());
    await open(server, keep);
    await new Promise((resolve) => setImmediate(resolve));
    expect(server.requests).toContain('GET zarr.json');
    expect([keep.changes, keep.reach.at(-1)]).toEqual([0, true]);
    server.objects['zarr.json'] = arrayOf({ fill_value: 8 });
    await open(server, keep);
    await new Promise((resolve) => setImmediate(resolve));
    expect(keep.changes).toBe(1);
  });

  it('that are kept and cannot be read any more are read from the server', async () => {
    const { server, keep } = await filled(whole());
    keep.entries.set('zarr.json', { bytes: new TextEncoder().encode('{"'), version: {} });
    await open(server, keep);
    expect(keep.dropped).toEqual(['zarr.json']);
    expect(keep.entries.get('zarr.json')).not.toMatchObject({ bytes: new TextEncoder().encode('{"') });
  });

  it('that cannot be read are never kept', async () => {
    const keep = new FakeKeep();
    await expect(open(serverOf({ 'zarr.json': new TextEncoder().encode('{"') }), keep)).rejects.toThrow();
    expect(keep.entries.has('zarr.json')).toBe(false);
  });
});

describe('comparing what is kept', () => {
  it('says that a dataset has changed when a chunk of it has', async () => {
    const { server, keep, reader } = await filled(whole(), 0);
    await reader.compareKept({ traffic: noTraffic() });
    expect(keep.changes).toBe(0);
    server.objects['c/0/0'] = Uint8Array.of(1, 2, 3, 4, 5);
    await reader.compareKept({ traffic: noTraffic() });
    expect(keep.changes).toBe(1);
  });
});

describe('a dataset that was opened from this device', () => {
  it('takes nothing from a network that has another version of it, and keeps nothing of that', async () => {
    const { server, keep } = await filled({ ...whole(), 'c/0/1': Uint8Array.of(5, 6, 7, 8) }, 0);
    const reader = await open(server, keep);
    server.objects['c/0/0'] = Uint8Array.of(1, 2, 3, 4, 5);
    server.objects['c/0/1'] = Uint8Array.of(9, 9, 9, 9);
    await expect(read(reader, 1)).rejects.toMatchObject({ code: 'dataset-changed' });
    expect([keep.changes, keep.entries.has('chunk 0.1')]).toEqual([1, false]);
    expect((await read(reader, 0))?.data).toEqual(Uint8Array.of(1, 2, 3, 4));
  });

  it('takes what is not kept from a network that has the same, and asks about that once', async () => {
    const { server, keep } = await filled({ ...whole(), 'c/0/1': Uint8Array.of(5, 6, 7, 8) }, 0);
    const reader = await open(server, keep);
    await new Promise((resolve) => setImmediate(resolve));
    server.requests.length = 0;
    expect((await read(reader, 1))?.data).toEqual(Uint8Array.of(5, 6, 7, 8));
    keep.drop({ kind: 'chunk', level: 0, index: [0, 1] });
    expect((await read(reader, 1))?.data).toEqual(Uint8Array.of(5, 6, 7, 8));
    expect(server.requests).toEqual(['GET c/0/1', 'HEAD c/0/0', 'GET c/0/1']);
  });
});

describe('the list of label images beside an image', () => {
  const image: OmeImage = {
    ...{ version: '0.5', axes: 'yx', dtype: 'uint8' },
    levels: [{ shape: [4, 4], scale: [1, 1], value: () => 1 }],
  };
  const names = async (reader: DatasetReader) => (await reader.listedLabels({ traffic: noTraffic() })).names;

  it('is kept with it, and there without its server', async () => {
    const [server, keep] = [serverOf(withLabels(image, {}, ['nuclei'])), new FakeKeep()];
    expect(await names(await open(server, keep))).toEqual(['nuclei']);
    server.isDown = true;
    expect(await names(await open(server, keep))).toEqual(['nuclei']);
  });

  it('that is not kept is empty without its server', async () => {
    const [server, keep] = [serverOf(withLabels(image, {}, ['nuclei'])), new FakeKeep()];
    await open(server, keep);
    server.isDown = true;
    expect(await names(await open(server, keep))).toEqual([]);
  });

  it('changes without the image, and is there next time', async () => {
    const server = serverOf(withLabels(image, {}, ['nuclei']));
    const keep = new FakeKeep();
    await names(await open(server, keep));
    Object.assign(server.objects, withLabels(image, {}, ['nuclei', 'cells']));
    expect(await names(await open(server, keep))).toEqual(['nuclei']);
    await new Promise((resolve) => setTimeout(resolve));
    expect(keep.changes).toBe(0);
    expect(await names(await open(server, keep))).toEqual(['nuclei', 'cells']);
  });

  it('is not kept where there is none, so that it may come', async () => {
    const server = serverOf(omeTree(image));
    const keep = new FakeKeep();
    expect(await names(await open(server, keep))).toEqual([]);
    Object.assign(server.objects, withLabels(image, {}, ['cells']));
    expect(await names(await open(server, keep))).toEqual(['cells']);
  });
});

describe('a kept archive', () => {
  it('opens while its server is out of reach, as far as it was read', async () => {
    const bytes = zipOf([
      { name: 'zarr.json', bytes: new TextEncoder().encode(JSON.stringify(arrayOf())) },
      { name: 'c/0/0', bytes: Uint8Array.of(1, 2, 3, 4) },
    ]);
    const server = serverOf({ 'a.zip': bytes });
    const keep = new FakeKeep();
    const effects = { fetch: server.fetch, random: () => 0, delay: () => Promise.resolve() };
    const context = { pageUrl: fileOrigin, effects, keepOf: () => keep };
    const openZip = async (): Promise<DatasetReader | undefined> =>
      (await openLocation(`${fileOrigin}a.zip`, { ...context, traffic: noTraffic() }))[0]?.reader;
    const first = await openZip();
    expect(first && (await read(first, 0))?.data).toEqual(Uint8Array.of(1, 2, 3, 4));
    expect(first?.dataset.keepRoot).toBe(`${fileOrigin}a.zip`);
    server.isDown = true;
    Object.assign(effects, { fetch: server.fetch });
    const second = await openZip();
    expect(second && (await read(second, 0))?.data).toEqual(Uint8Array.of(1, 2, 3, 4));
  });
});
