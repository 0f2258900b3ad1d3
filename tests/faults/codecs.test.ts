import { describe, expect, test } from 'vitest';
import { fileOrigin, memoryFetch } from '../foreign-data';
import { bloscChunk, codecFixtures, lz4Chunk, zstdRuns, type CodecFixture } from './codec-fixtures';
import {
  arrayDocument,
  bytesCodec,
  chunkBytes,
  chunkOf,
  crcCodec,
  indexBytes,
  shardIndex,
  shardTree,
  sharding,
  withCrc,
  type Json,
  type Objects,
} from './trees';
import { bytesOf, failureOf, liveBytes, makeWorld, openReader, outcomeOf, read, seededRandom } from './world';

/** An array whose first chunk is `bytes`, and whose others are good. */
async function openWith(bytes: Uint8Array, { codec, encode }: CodecFixture, more: readonly Json[] = []) {
  const good = await encode(chunkOf(0, 1));
  const objects: Objects = {
    'zarr.json': arrayDocument({ codecs: [bytesCodec, codec, ...more] }),
    'c/0/0': bytes,
    'c/0/1': more.length > 0 ? withCrc(good) : good,
  };
  const world = makeWorld(memoryFetch(objects));
  const reader = await openReader(fileOrigin, world);
  return {
    bad: () => read(reader, [0, 0], world, { maxEncodedBytes: 2 ** 22 }),
    good: () => read(reader, [0, 1], world),
  };
}

describe.each(codecFixtures.map((fixture) => [fixture.name, fixture] as const))('%s', (_, fixture) => {
  test.each([
    ['half a chunk', chunkBytes / 2],
    ['a chunk less a byte', chunkBytes - 1],
    ['a chunk and a byte', chunkBytes + 1],
    ['two chunks', 2 * chunkBytes],
    ['nothing', 0],
  ])('row 32: %s is a corrupt chunk, and the others are fine', async (_name, size) => {
    const { bad, good } = await openWith(await fixture.encode(new Uint8Array(size)), fixture);
    expect((await failureOf(bad())).code).toBe('corrupt-chunk');
    expect(bytesOf(await good())).toEqual(chunkOf(0, 1));
  });

  test('row 32: a chunk that was cut short is a corrupt chunk', async () => {
    const whole = await fixture.encode(chunkOf(0, 0));
    for (const size of [0, 1, 15, 16, whole.byteLength >> 1, whole.byteLength - 1]) {
      const { bad } = await openWith(whole.slice(0, size), fixture);
      expect((await failureOf(bad())).code, `${size} of ${whole.byteLength} bytes`).toBe('corrupt-chunk');
    }
  });

  test('row 33 and S18: 256 MiB out of a few bytes are stopped at the cap', async () => {
    const bomb = fixture.bomb(2 ** 28);
    const { bad, good } = await openWith(bomb, fixture);
    await good();
    await liveBytes();
    const before = process.memoryUsage().rss;
    expect((await failureOf(bad())).code).toBe('corrupt-chunk');
    expect(process.memoryUsage().rss - before, 'what the decoder grew by').toBeLessThan(2 ** 26);
    expect(bytesOf(await good())).toEqual(chunkOf(0, 1));
  });

  test('a checksum behind it is checked', async () => {
    const bytes = withCrc(await fixture.encode(chunkOf(0, 0)));
    const whole = await openWith(bytes, fixture, [crcCodec]);
    expect(bytesOf(await whole.bad())).toEqual(chunkOf(0, 0));
    for (let at = 0; at < bytes.byteLength; at += 7) {
      const flipped = bytes.slice();
      flipped[at] = (flipped[at] ?? 0) ^ 4;
      const { bad } = await openWith(flipped, fixture, [crcCodec]);
      expect((await failureOf(bad())).code, `byte ${at}`).toBe('corrupt-chunk');
    }
  });
});

test.each([
  ['a zstd frame that states the size of a chunk', codecFixtures[2], zstdRuns(2 ** 28, chunkBytes)],
  [
    'an lz4 block that states the size of a chunk',
    codecFixtures[4],
    lz4Chunk(chunkBytes, Buffer.alloc(2 ** 20, 255)),
  ],
])('row 33: %s and holds very much more is a corrupt chunk', async (_, fixture, bytes) => {
  if (fixture === undefined) throw new Error('There is no such codec.');
  const { bad, good } = await openWith(bytes, fixture);
  expect((await failureOf(bad())).code).toBe('corrupt-chunk');
  expect(bytesOf(await good())).toEqual(chunkOf(0, 1));
});

describe.each([
  ['blosc', codecFixtures[3], (body: Uint8Array) => bloscChunk(chunkBytes, body)],
  ['lz4', codecFixtures[4], (body: Uint8Array) => lz4Chunk(chunkBytes, body)],
] as const)('row 34: random bytes behind a good header of %s', (_, fixture, wrap) => {
  test.each([1, 2, 3, 4])('(seed %i) fail or decode alone, and the next chunk is right', async (seed) => {
    const random = seededRandom(seed);
    for (let i = 0; i < 50; i++) {
      const body = Uint8Array.from({ length: 1 + Math.floor(random() * 700) }, () =>
        Math.floor(random() * 256),
      );
      const { bad, good } = await openWith(wrap(body), fixture as CodecFixture);
      expect(await outcomeOf(bad())).toMatch(/^(corrupt-chunk|read)$/);
      expect(bytesOf(await good()), 'the decoder still works').toEqual(chunkOf(0, 1));
    }
  });
});

/** A shard with an index of its own. */
async function openShard(index: Uint8Array, at: 'start' | 'end' = 'end') {
  const chunks = new Uint8Array(16 * chunkBytes);
  const shard = Buffer.concat(at === 'end' ? [chunks, index] : [index, chunks]);
  const requests: string[] = [];
  const objects = { 'zarr.json': arrayDocument(sharding({ at })), 'c/0/0': shard };
  const world = makeWorld(memoryFetch(objects, requests));
  const reader = await openReader(fileOrigin, world);
  requests.length = 0;
  return { reading: read(reader, [0, 0], world, { maxEncodedBytes: 2 ** 20 }), requests };
}

test('row 35: an index at the start of a shard is read where it is', async () => {
  for (const at of ['start', 'end'] as const) {
    const world = makeWorld(memoryFetch(shardTree({ at })));
    const reader = await openReader(fileOrigin, world);
    expect(bytesOf(await read(reader, [2, 1], world))).toEqual(chunkOf(2, 1));
  }
});

describe.each(['start', 'end'] as const)('row 36: an index at the %s of a shard', (at) => {
  const others = Array.from({ length: 15 }, () => [2n ** 64n - 1n, 2n ** 64n - 1n] as const);
  const hostile = (offset: bigint, length: bigint) => shardIndex([[offset, length], ...others]);
  const size = BigInt(16 * chunkBytes + indexBytes);

  test('with a checksum that does not match is refused before any chunk', async () => {
    const index = hostile(BigInt(indexBytes), BigInt(chunkBytes));
    index[3] = 1;
    const { reading, requests } = await openShard(index, at);
    expect((await failureOf(reading)).code).toBe('corrupt-chunk');
    expect(requests.length).toBeLessThanOrEqual(6);
  });

  test.each<[string, bigint, bigint]>([
    ['2^63', 2n ** 63n, 512n],
    ['2^53', 2n ** 53n + 1n, 512n],
    ['just beyond the end', size, 1n],
    ['a length of 2^63', 0n, 2n ** 63n],
    ['a length of nothing', 600n, 0n],
    ['a sum that wraps', 2n ** 64n - 2n, 512n],
    ['the index itself', at === 'start' ? 0n : size - 100n, 100n],
    ['an offset that says absent, and a length that does not', 2n ** 64n - 1n, 512n],
  ])('that points to %s is refused before that is asked for', async (_, offset, length) => {
    const { reading, requests } = await openShard(hostile(offset, length), at);
    expect((await failureOf(reading)).code).toBe('corrupt-chunk');
    const gets = requests.filter((request) => request.startsWith('GET'));
    expect(gets.length, 'the index, and once more to be sure').toBeLessThanOrEqual(2);
  });

  test('that lacks a chunk says absent, not corrupt', async () => {
    const { reading } = await openShard(hostile(2n ** 64n - 1n, 2n ** 64n - 1n), at);
    expect(await reading).toBeUndefined();
  });
});
