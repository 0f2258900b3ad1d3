import { deflateSync, gzipSync } from 'node:zlib';
import Blosc from 'numcodecs/blosc';
import Lz4 from 'numcodecs/lz4';
import Zstd from 'numcodecs/zstd';
import { afterAll, describe, expect, it } from 'vitest';
import { AppError, noTraffic } from '../../src/lib/core';
import { openLocation } from '../../src/lib/source';
import type { DatasetReader } from '../../src/lib/source';
import { crc32c } from '../../src/lib/core';
import { fileOrigin, memoryFetch } from '../foreign-data';

/** The corruption experiment: damaged chunks of every codec through the whole reader, and how many pass for data. */
const seed = Number(process.env['FUZZ_SEED'] ?? 1);
const perKind = 100;
const side = 256;

type Encode = (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>;
type Random = () => number;
type Damage = (bytes: Uint8Array, random: Random) => Uint8Array;

interface Case {
  readonly name: string;
  readonly codec?: { readonly name: string; readonly configuration: object };
  readonly encode: Encode;
  /** The format has a checksum of its own. */
  readonly isChecked?: boolean;
}

const bloscSettings = { id: 'blosc', clevel: 5, shuffle: 1, blocksize: 0 };
const cases: readonly Case[] = [
  { name: 'raw', encode: (bytes) => bytes },
  numcodec('blosc-lz4', 'blosc', (bytes) =>
    Blosc.fromConfig({ ...bloscSettings, cname: 'lz4' }).encode(bytes),
  ),
  numcodec('blosc-zstd', 'blosc', (bytes) =>
    Blosc.fromConfig({ ...bloscSettings, cname: 'zstd' }).encode(bytes),
  ),
  numcodec('zstd', 'zstd', (bytes) => Zstd.fromConfig({ id: 'zstd' }).encode(bytes)),
  { ...numcodec('zstd with its checksum', 'zstd', zstdChecked), isChecked: true },
  numcodec('lz4', 'numcodecs.lz4', (bytes) => Lz4.fromConfig({ id: 'lz4' }).encode(bytes)),
  { ...numcodec('gzip', 'gzip', (bytes) => gzipSync(bytes)), isChecked: true },
  { ...numcodec('zlib', 'numcodecs.zlib', (bytes) => deflateSync(bytes)), isChecked: true },
];

function numcodec(name: string, codec: string, encode: Encode): Case {
  return { name, codec: { name: codec, configuration: {} }, encode };
}

/** numcodecs writes no checksum; other writers do: a flag of the frame, and the low half of XXH64 after its last block. */
async function zstdChecked(bytes: Uint8Array): Promise<Uint8Array> {
  const frame = await Zstd.fromConfig({ id: 'zstd' }).encode(bytes);
  const flagged = frame.map((byte, i) => (i === 4 ? byte | 4 : byte));
  const sum = new Uint8Array(Uint32Array.of(Number(xxh64(bytes) & 0xffffffffn)).buffer);
  return Uint8Array.from([...flagged, ...sum]);
}

const primes = [
  ...[11400714785074694791n, 14029467366897019727n, 1609587929392839161n],
  ...[9650029242287828579n, 2870177450012600261n],
] as const;

/** XXH64 with seed 0, of a multiple of 32 bytes. */
function xxh64(bytes: Uint8Array): bigint {
  const [p1 = 0n, p2 = 0n, p3 = 0n, p4 = 0n] = primes;
  const wrap = (value: bigint) => BigInt.asUintN(64, value);
  const turn = (value: bigint, by: bigint) => wrap(value << by) | (value >> (64n - by));
  const round = (sum: bigint, word: bigint) => wrap(turn(wrap(sum + word * p2), 31n) * p1);
  const lanes = [wrap(p1 + p2), p2, 0n, wrap(-p1)];
  const words = new BigUint64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8);
  words.forEach((word, i) => (lanes[i % 4] = round(lanes[i % 4] ?? 0n, word)));
  let sum = wrap([1n, 7n, 12n, 18n].reduce((total, by, i) => total + turn(lanes[i] ?? 0n, by), 0n));
  for (const lane of lanes) sum = wrap((sum ^ round(0n, lane)) * p1 + p4);
  sum = wrap(sum + BigInt(bytes.byteLength));
  sum = wrap((sum ^ (sum >> 33n)) * p2);
  sum = wrap((sum ^ (sum >> 29n)) * p3);
  return sum ^ (sum >> 32n);
}

const kinds: Readonly<Record<string, Damage>> = {
  truncation: (bytes, random) => bytes.slice(0, Math.floor(random() * bytes.length)),
  flip: (bytes, random) => {
    const flipped = bytes.slice();
    const at = Math.floor(random() * bytes.length);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    return flipped;
  },
  /** A piece written over by one from elsewhere, or by noise; every second one also moves what follows. */
  splice: (bytes, random) => {
    const length = 1 + Math.floor(random() * 64);
    const to = Math.floor(random() * (bytes.length - length));
    const from = Math.floor(random() * (bytes.length - length));
    const isNoise = random() < 0.5;
    const piece = bytes
      .slice(from, from + length)
      .map((byte) => (isNoise ? Math.floor(random() * 256) : byte));
    const after = random() < 0.5 ? to + length : to + Math.floor(random() * 2 * length);
    return Uint8Array.from([...bytes.subarray(0, to), ...piece, ...bytes.subarray(after)]);
  },
};

/** A linear congruential generator: the same damage for the same seed. */
function randomOf(start: number): Random {
  let state = start >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Like a micrograph: smooth shapes, and a few bits of noise. */
function picture(random: Random): Uint8Array {
  const values = new Uint16Array(side * side);
  for (let i = 0; i < values.length; i++) {
    const [x, y] = [i % side, Math.floor(i / side)];
    values[i] = 2000 + 1500 * Math.sin(x / 23) * Math.cos(y / 31) + 24 * random();
  }
  return new Uint8Array(values.buffer);
}

function withChecksum(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from([...bytes, ...new Uint8Array(Uint32Array.of(crc32c(bytes)).buffer)]);
}

function arrayDocument({ codec }: Case, hasChecksum: boolean): object {
  return {
    ...{ zarr_format: 3, node_type: 'array', shape: [side, 2 * side], data_type: 'uint16', fill_value: 0 },
    chunk_grid: { name: 'regular', configuration: { chunk_shape: [side, side] } },
    chunk_key_encoding: { name: 'default' },
    codecs: [
      { name: 'bytes', configuration: { endian: 'little' } },
      ...(codec === undefined ? [] : [codec]),
      ...(hasChecksum ? [{ name: 'crc32c' }] : []),
    ],
  };
}

class Experiment {
  readonly #objects: Record<string, Uint8Array | object>;
  readonly #reader: DatasetReader;
  readonly #original: Uint8Array;
  readonly #encoded: Uint8Array;

  private constructor(
    objects: Record<string, Uint8Array | object>,
    { reader, original, encoded }: { reader: DatasetReader; original: Uint8Array; encoded: Uint8Array },
  ) {
    this.#objects = objects;
    this.#reader = reader;
    this.#original = original;
    this.#encoded = encoded;
  }

  static async of(tried: Case, hasChecksum: boolean): Promise<Experiment> {
    const original = picture(randomOf(seed));
    const encode = async (bytes: Uint8Array) =>
      hasChecksum ? withChecksum(await tried.encode(bytes)) : tried.encode(bytes);
    const encoded = await encode(original);
    const objects = {
      'zarr.json': arrayDocument(tried, hasChecksum),
      'c/0/0': encoded,
      'c/0/1': await encode(new Uint8Array(original.length).fill(marker)),
    };
    const effects = { fetch: memoryFetch(objects), random: () => 0, delay: () => Promise.resolve() };
    const [opened] = await openLocation(fileOrigin, { pageUrl: fileOrigin, traffic: noTraffic(), effects });
    if (opened === undefined) throw new Error('Nothing opened.');
    return new Experiment(objects, { reader: opened.reader, original, encoded });
  }

  /** What became of one damaged chunk, read after another that leaves its traces in the decoder's memory. */
  async verdict(damage: Damage, random: Random): Promise<'refused' | 'unharmed' | 'accepted' | 'stale'> {
    await this.#read([0, 1]);
    this.#objects['c/0/0'] = damage(this.#encoded, random);
    try {
      const bytes = await this.#read([0, 0]);
      if (Buffer.compare(bytes, this.#original) === 0) return 'unharmed';
      return Buffer.from(bytes).includes(Buffer.alloc(16, marker)) ? 'stale' : 'accepted';
    } catch (error) {
      if (error instanceof AppError && error.code === 'corrupt-chunk') return 'refused';
      throw error;
    }
  }

  async #read(index: number[]): Promise<Uint8Array> {
    const chunk = await this.#reader.readChunk(0, index, { traffic: noTraffic(), maxEncodedBytes: 2 ** 20 });
    if (chunk === undefined) throw new Error('No chunk.');
    return new Uint8Array(chunk.data.buffer, chunk.data.byteOffset, chunk.data.byteLength);
  }
}

const marker = 0xab;
const table: string[] = [];

describe.each(cases)('$name', (tried) => {
  it.each([false, true])(
    'refuses what its lengths and checksums tell; with crc32c: %s',
    async (hasChecksum) => {
      const experiment = await Experiment.of(tried, hasChecksum);
      const accepted: Record<string, number> = {};
      let stale = 0;
      for (const [kind, damage] of Object.entries(kinds)) {
        const random = randomOf(seed + kind.length);
        for (let i = 0; i < perKind; i++) {
          const verdict = await experiment.verdict(damage, random);
          if (verdict === 'accepted' || verdict === 'stale') accepted[kind] = (accepted[kind] ?? 0) + 1;
          if (verdict === 'stale') stale += 1;
        }
      }
      const { truncation = 0, flip = 0, splice = 0 } = accepted;
      table.push(`| ${tried.name}${hasChecksum ? ' + crc32c' : ''} | ${truncation} | ${flip} | ${splice} |`);
      expect({ truncation, stale }).toEqual({ truncation: 0, stale: 0 });
      if (hasChecksum || tried.isChecked === true) expect({ flip, splice }).toEqual({ flip: 0, splice: 0 });
    },
  );
});

afterAll(() => {
  const head = ['| codec | truncations | flips | splices |', '| --- | --- | --- | --- |'];
  console.log(`Accepted as data, of ${perKind} each, seed ${seed}:\n${[...head, ...table].join('\n')}`);
});
