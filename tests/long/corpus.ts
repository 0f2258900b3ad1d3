import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync, deflateSync } from 'node:zlib';
import Blosc from 'numcodecs/blosc';
import Lz4 from 'numcodecs/lz4';
import Zstd from 'numcodecs/zstd';
import { generatorStore } from '../../src/lib/source/generate';
import { crc32c } from '../../src/lib/core';
import { v3KeyOf } from '../fixtures/zarr-v2';
import { foreignData } from '../foreign-data';

/** Objects of a store, by path. */
export type Objects = Readonly<Record<string, Uint8Array>>;

export interface Sample {
  readonly name: string;
  readonly objects: Objects;
}

/** One array of one chunk, whose bytes are known. */
export interface CodecSample extends Sample {
  /** The chunk as it should decode. */
  readonly decoded: Uint8Array;
  /** The path of the object that holds it. */
  readonly key: string;
  /** The format has a checksum over all that it holds: what decodes must be right. */
  readonly isChecked: boolean;
}

const shortCount = 1024;
const values = Uint8Array.from(
  new Uint8Array(Uint16Array.from({ length: shortCount }, (_, i) => (i * i) % 4099).buffer),
);
const bytesCodec = { name: 'bytes', configuration: { endian: 'little' } };

function encode(document: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(document));
}

function withChecksum(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from([...bytes, ...new Uint8Array(Uint32Array.of(crc32c(bytes)).buffer)]);
}

function arrayDocument(chunk: readonly number[], codecs: readonly object[]): Uint8Array {
  return encode({
    zarr_format: 3,
    node_type: 'array',
    shape: [32, 32],
    data_type: 'uint16',
    fill_value: 0,
    chunk_grid: { name: 'regular', configuration: { chunk_shape: chunk } },
    chunk_key_encoding: { name: 'default' },
    codecs,
  });
}

/** The same chunk in every codec, and in shards with their index at either end. */
export async function codecSamples(): Promise<CodecSample[]> {
  const blosc = (cname: string) =>
    Blosc.fromConfig({ id: 'blosc', cname, clevel: 5, shuffle: 1, blocksize: 0 } as never);
  const compressed: [string, Uint8Array | Promise<Uint8Array>, boolean][] = [
    ['blosc-lz4', blosc('lz4').encode(values), false],
    ['blosc-zstd', blosc('zstd').encode(values), false],
    ['zstd', Zstd.fromConfig({ id: 'zstd', level: 3 } as never).encode(values), false],
    ['lz4', Lz4.fromConfig({ id: 'lz4' }).encode(values), false],
    ['gzip', gzipSync(values), true],
    ['zlib', deflateSync(values), true],
    ['crc32c', withChecksum(values), true],
  ];
  const plain = compressed.map(async ([name, bytes, isChecked]) => {
    const codec = { name: name.split('-')[0], configuration: {} };
    const objects = { 'zarr.json': arrayDocument([32, 32], [bytesCodec, codec]), 'c/0/0': await bytes };
    return { name, objects, decoded: values, key: 'c/0/0', isChecked };
  });
  return [...(await Promise.all(plain)), shardSample('start'), shardSample('end')];
}

function shardSample(index_location: 'start' | 'end'): CodecSample {
  const body = withChecksum(values);
  const offset = BigInt(index_location === 'start' ? 4 * 16 + 4 : 0);
  const absent = 2n ** 64n - 1n;
  const entries = [offset, BigInt(body.length), absent, absent, absent, absent, absent, absent];
  const index = withChecksum(new Uint8Array(BigUint64Array.from(entries).buffer));
  const configuration = {
    ...{ chunk_shape: [32, 32], codecs: [bytesCodec, { name: 'crc32c' }], index_location },
    index_codecs: [bytesCodec, { name: 'crc32c' }],
  };
  const document = arrayDocument([64, 64], [{ name: 'sharding_indexed', configuration }]);
  const shard = Uint8Array.from(index_location === 'start' ? [...index, ...body] : [...body, ...index]);
  const objects = { 'zarr.json': document, 'c/0/0': shard };
  return { name: `shard-${index_location}`, objects, decoded: values, key: 'c/0/0', isChecked: true };
}

/** Whole datasets, by what wrote their metadata; each level with its first chunk. */
export async function datasetSamples(): Promise<Sample[]> {
  const locations = [
    'gen:ramp?levels=3&tile=16',
    'gen:checkerboard?levels=2&tile=8&space=3&channels=2&times=2&dtype=float32',
  ];
  const generated = await Promise.all(locations.flatMap((location) => [madeV3(location), madeV2(location)]));
  return [...generated, ...(await codecSamples()), ...foreignSamples()];
}

async function madeV3(location: string): Promise<Sample> {
  const store = generatorStore(location);
  const objects: Record<string, Uint8Array> = {};
  for (const path of pathsOf('zarr.json', 'zarr.json', 'c/')) await put(objects, path, store.get(`/${path}`));
  return { name: location, objects };
}

async function madeV2(location: string): Promise<Sample> {
  const store = generatorStore(location);
  const objects: Record<string, Uint8Array> = {};
  for (const path of ['.zgroup', ...pathsOf('.zattrs', '.zarray', '')]) {
    const { key, convert } = v3KeyOf(`/${path}`);
    await put(
      objects,
      path,
      store.get(key).then((bytes) => bytes && convert(bytes)),
    );
  }
  return { name: `${location} as v2`, objects };
}

function pathsOf(group: string, array: string, chunk: string): string[] {
  const levels = [0, 1, 2].flatMap((level) => [
    `${level}/${array}`,
    `${level}/${chunk}0/0`,
    `${level}/${chunk}0/0/0/0/0`,
  ]);
  return [group, ...levels];
}

async function put(
  objects: Record<string, Uint8Array>,
  path: string,
  reading: Promise<Uint8Array | undefined>,
) {
  const bytes = await reading;
  if (bytes !== undefined) objects[path] = bytes;
}

/** Metadata that others wrote, without chunks; none where it is not there. */
function foreignSamples(): Sample[] {
  if (foreignData === undefined) return [];
  const folders = [
    '08-omezarr-2d-to-5d-v04-v05',
    '10-ome-zarr-py-legacy-and-bf2raw-plate',
    '11-viv-fixtures',
    '12-neuroglancer-ome-zarr',
  ];
  return folders.flatMap((folder) =>
    rootsIn(join(foreignData ?? '', folder)).map((root) => ({
      name: relative(foreignData ?? '', root),
      objects: Object.fromEntries(
        documentsIn(root).map((path) => [relative(root, path), Uint8Array.from(readFileSync(path))]),
      ),
    })),
  );
}

/** Folders with metadata that lie in none with metadata. */
function rootsIn(folder: string): string[] {
  const names = readdirSync(folder);
  if (names.some(isDocument)) return [folder];
  return names
    .map((name) => join(folder, name))
    .filter(isFolder)
    .flatMap(rootsIn);
}

function documentsIn(folder: string, depth = 3): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (isDocument(name)) return [path];
    return depth > 0 && isFolder(path) ? documentsIn(path, depth - 1) : [];
  });
}

function isDocument(name: string): boolean {
  return ['zarr.json', '.zattrs', '.zarray', '.zgroup', '.zmetadata'].includes(name);
}

function isFolder(path: string): boolean {
  return statSync(path).isDirectory();
}
