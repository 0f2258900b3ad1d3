import { crc32c } from '../../src/lib/core';

export type Objects = Record<string, Uint8Array | object>;
export type Json = Record<string, unknown>;

/** Voxels along each axis of a chunk, and of the array, which has 4 × 4 chunks. */
export const chunkSize = 16;
export const arraySize = 64;
/** Of one chunk of uint16, decoded. */
export const chunkBytes = 2 * chunkSize * chunkSize;

export const bytesCodec = { name: 'bytes', configuration: { endian: 'little' } };
export const crcCodec = { name: 'crc32c' };

/** What the voxel (y, x) of a version of the array holds. */
export function voxel(y: number, x: number, version = 0): number {
  return (y * arraySize + x) * 8 + version;
}

/** One decoded chunk of uint16, C order. */
export function chunkOf(i: number, j: number, version = 0): Uint8Array {
  const values = new Uint16Array(chunkSize * chunkSize);
  for (let y = 0; y < chunkSize; y++)
    for (let x = 0; x < chunkSize; x++)
      values[y * chunkSize + x] = voxel(i * chunkSize + y, j * chunkSize + x, version);
  return new Uint8Array(values.buffer);
}

/** The document of a 64 × 64 array of uint16 in chunks of 16 × 16. */
export function arrayDocument(more: Json = {}): Json {
  return {
    ...{
      zarr_format: 3,
      node_type: 'array',
      shape: [arraySize, arraySize],
      data_type: 'uint16',
      fill_value: 7,
    },
    chunk_grid: { name: 'regular', configuration: { chunk_shape: [chunkSize, chunkSize] } },
    chunk_key_encoding: { name: 'default', configuration: { separator: '/' } },
    codecs: [bytesCodec],
    ...more,
  };
}

type Encode = (chunk: Uint8Array) => Uint8Array;

/** A bare array of 4 × 4 chunks, each an object of its own, encoded by `encode`, which `codecs` undo. */
export function plainTree({
  codecs = [],
  encode = (chunk) => chunk,
  version = 0,
}: { codecs?: readonly Json[]; encode?: Encode; version?: number } = {}): Objects {
  const objects: Objects = { 'zarr.json': arrayDocument({ codecs: [bytesCodec, ...codecs] }) };
  for (let i = 0; i < 4; i++)
    for (let j = 0; j < 4; j++) objects[`c/${i}/${j}`] = encode(chunkOf(i, j, version));
  return objects;
}

export interface ShardOptions {
  readonly at?: 'start' | 'end';
  readonly version?: number;
  /** Bytes of nothing in front of the first chunk, so that versions differ in length. */
  readonly padding?: number;
  readonly hasCrc?: boolean;
}

/** The same array as one shard of 16 chunks. */
export function shardTree(options: ShardOptions = {}): Objects {
  return { 'zarr.json': arrayDocument(sharding(options)), 'c/0/0': shardOf(options) };
}

export function sharding({ at = 'end', hasCrc = false }: ShardOptions = {}): Json {
  const configuration = {
    chunk_shape: [chunkSize, chunkSize],
    codecs: [bytesCodec, ...(hasCrc ? [crcCodec] : [])],
    index_codecs: [bytesCodec, crcCodec],
    index_location: at,
  };
  const chunk_grid = { name: 'regular', configuration: { chunk_shape: [arraySize, arraySize] } };
  return { chunk_grid, codecs: [{ name: 'sharding_indexed', configuration }] };
}

export const indexBytes = 16 * 16 + 4;

/** One shard: its chunks in C order, and their index. */
export function shardOf({
  at = 'end',
  version = 0,
  padding = 0,
  hasCrc = false,
}: ShardOptions = {}): Uint8Array {
  const entries: [bigint, bigint][] = [];
  const parts: Uint8Array[] = [new Uint8Array(padding)];
  let offset = padding + (at === 'start' ? indexBytes : 0);
  for (let i = 0; i < 16; i++) {
    const chunk = chunkOf(Math.floor(i / 4), i % 4, version);
    const part = hasCrc ? withCrc(chunk) : chunk;
    entries.push([BigInt(offset), BigInt(part.byteLength)]);
    parts.push(part);
    offset += part.byteLength;
  }
  const index = shardIndex(entries);
  return Buffer.concat(at === 'start' ? [index, ...parts] : [...parts, index]);
}

/** Offsets and lengths, little endian, with their checksum. */
export function shardIndex(entries: readonly (readonly [bigint, bigint])[]): Uint8Array {
  return withCrc(new Uint8Array(BigUint64Array.from(entries.flat()).buffer));
}

export function withCrc(bytes: Uint8Array): Uint8Array {
  const checked = new Uint8Array(bytes.byteLength + 4);
  checked.set(bytes);
  new DataView(checked.buffer).setUint32(bytes.byteLength, crc32c(bytes), true);
  return checked;
}

/** A group that describes one image whose levels lie at `paths`. */
export function imageDocument(paths: readonly string[], more: Json = {}): Json {
  const axes = ['y', 'x'].map((name) => ({ name, type: 'space', unit: 'micrometer' }));
  const datasets = paths.map((path, level) => ({
    path,
    coordinateTransformations: [{ type: 'scale', scale: [2 ** level, 2 ** level] }],
  }));
  const ome = { version: '0.5', multiscales: [{ axes, datasets }], ...more };
  return { zarr_format: 3, node_type: 'group', attributes: { ome } };
}
