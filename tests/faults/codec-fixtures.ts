import { deflateSync, gzipSync } from 'node:zlib';
import Blosc from 'numcodecs/blosc';
import Lz4 from 'numcodecs/lz4';
import Zstd from 'numcodecs/zstd';
import type { Json } from './trees';

/** A codec, how to encode with it, and how to make a few bytes that say they decode to very many. */
export interface CodecFixture {
  readonly name: string;
  readonly codec: Json;
  readonly encode: (chunk: Uint8Array) => Promise<Uint8Array>;
  readonly bomb: (decodedBytes: number) => Uint8Array;
}

const zeros = (count: number): Buffer => Buffer.alloc(count);

/** A Zstandard frame of runs of one byte, 128 KiB each (RFC 8878, 3.1.1.2). `hasSize` states the decoded size, or a lie. */
export function zstdRuns(decodedBytes: number, statedBytes?: number): Uint8Array {
  const blockBytes = 2 ** 17;
  const count = decodedBytes / blockBytes;
  const header =
    statedBytes === undefined ? [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x88] : [0x28, 0xb5, 0x2f, 0xfd, 0xa0];
  const size = Buffer.alloc(statedBytes === undefined ? 0 : 4);
  if (statedBytes !== undefined) size.writeUInt32LE(statedBytes);
  const blocks = Buffer.alloc(4 * count);
  for (let i = 0; i < count; i++) {
    blocks.writeUIntLE((blockBytes << 3) | (1 << 1) | (i === count - 1 ? 1 : 0), 4 * i, 3);
  }
  return Buffer.concat([Buffer.from(header), size, blocks]);
}

/** A blosc header (c-blosc, README_HEADER) in front of `body`: what it decodes to, and the block it claims. */
export function bloscChunk(decodedBytes: number, body: Uint8Array): Uint8Array {
  const header = Buffer.alloc(16);
  header.set([2, 1, 0x21, 1]);
  header.writeUInt32LE(decodedBytes, 4);
  header.writeUInt32LE(decodedBytes, 8);
  header.writeUInt32LE(16 + body.byteLength, 12);
  return Buffer.concat([header, body]);
}

/** An LZ4 block with the decoded size in front, as numcodecs writes it. */
export function lz4Chunk(decodedBytes: number, body: Uint8Array): Uint8Array {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(decodedBytes);
  return Buffer.concat([size, body]);
}

export const codecFixtures: readonly CodecFixture[] = [
  {
    name: 'gzip',
    codec: { name: 'gzip', configuration: { level: 5 } },
    encode: (chunk) => Promise.resolve(gzipSync(chunk)),
    bomb: (count) => gzipSync(zeros(count)),
  },
  {
    name: 'zlib',
    codec: { name: 'numcodecs.zlib', configuration: { level: 5 } },
    encode: (chunk) => Promise.resolve(deflateSync(chunk)),
    bomb: (count) => deflateSync(zeros(count)),
  },
  {
    name: 'zstd',
    codec: { name: 'zstd', configuration: { level: 3, checksum: false } },
    encode: async (chunk) => Zstd.fromConfig({ id: 'zstd' }).encode(chunk),
    bomb: (count) => zstdRuns(count),
  },
  {
    name: 'blosc',
    codec: {
      name: 'blosc',
      configuration: { cname: 'lz4', clevel: 5, shuffle: 'noshuffle', typesize: 2, blocksize: 0 },
    },
    encode: async (chunk) => Blosc.fromConfig({ id: 'blosc' }).encode(chunk),
    bomb: (count) => bloscChunk(count, zeros(64)),
  },
  {
    name: 'lz4',
    codec: { name: 'numcodecs.lz4', configuration: { acceleration: 1 } },
    encode: async (chunk) => Lz4.fromConfig({ id: 'lz4' }).encode(chunk),
    bomb: (count) => lz4Chunk(count, zeros(64)),
  },
];
