import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileOrigin, memoryFetch } from '../foreign-data';
import { chunkGrid, senselessSizes } from './senseless-sizes';
import { arrayDocument, chunkOf, imageDocument, plainTree, type Json, type Objects } from './trees';
import { bytesOf, failureOf, makeWorld, openReader, outcomeOf, read } from './world';

const text = (json: string): Uint8Array => new TextEncoder().encode(json);

function open(objects: Objects, requests: string[] = []) {
  const world = makeWorld(memoryFetch(objects, requests));
  return openReader(fileOrigin, world);
}

/** The fastest of nine of each, in ms, in turn: what else the machine does lengthens both. */
async function fastestMs<Name extends string>(
  runs: Readonly<Record<Name, () => Promise<unknown>>>,
): Promise<Record<Name, number>> {
  const fastest = {} as Record<Name, number>;
  for (let i = 0; i < 9; i++)
    for (const name of Object.keys(runs) as Name[]) {
      const start = performance.now();
      await runs[name]();
      fastest[name] = Math.min(fastest[name] ?? Infinity, performance.now() - start);
    }
  return fastest;
}

describe('row 29: a zarr.json that is', () => {
  test.each<[string, Uint8Array, RegExp]>([
    ['malformed', text('{"zarr_format": 3,, }'), /position|line|column|JSON/i],
    ['truncated', text('{"zarr_format": 3, "node_ty'), /position|line|column|JSON/i],
    ['empty', new Uint8Array(0), /./],
    ['not text', Uint8Array.from({ length: 64 }, (_, i) => 255 - i), /./],
  ])('%s is bad metadata, with the place', async (_, bytes, words) => {
    const error = await failureOf(open({ 'zarr.json': bytes }));
    expect(error).toMatchObject({ code: 'bad-metadata', detail: { document: 'zarr.json' } });
    expect(error.message).toMatch(words);
  });

  test('200 MB long is cut off at the cap', async () => {
    const world = makeWorld((input) => {
      if (!String(input).includes('zarr.json')) return Promise.resolve(new Response(null, { status: 404 }));
      const piece = new Uint8Array(2 ** 20).fill(0x20);
      let left = 200;
      const body = new ReadableStream<Uint8Array>({
        pull: (controller) => (left-- > 0 ? controller.enqueue(piece) : controller.close()),
      });
      return Promise.resolve(new Response(body));
    });
    const error = await failureOf(openReader(fileOrigin, world));
    expect(error).toMatchObject({ code: 'bad-metadata', detail: { document: 'zarr.json' } });
    expect(world.traffic.networkBytes).toBeLessThanOrEqual(18 * 2 ** 20);
  });
});

describe('row 30 (the part in the source): a pyramid with a hole', () => {
  const levels = ['0', '1', '2'];
  const tree = (): Objects => ({
    'zarr.json': imageDocument(levels),
    ...Object.fromEntries(
      levels.flatMap((level) =>
        Object.entries(plainTree()).map(([path, object]) => [`${level}/${path}`, object]),
      ),
    ),
  });

  test('opens, and its other levels can be read', async () => {
    const { '1/zarr.json': _, ...objects } = tree();
    const world = makeWorld(memoryFetch(objects));
    const reader = await openReader(fileOrigin, world);
    expect((await failureOf(reader.openLevel(1, { traffic: world.traffic }))).code).toMatch(
      /^(not-found|bad-metadata)$/,
    );
    for (const level of [0, 2]) {
      await reader.openLevel(level, { traffic: world.traffic });
      expect(bytesOf(await read(reader, [1, 2], world, { level }))).toEqual(chunkOf(1, 2));
    }
  });
});

describe('row 31 and S17: sizes that make no sense', () => {
  // That each takes less than 5 ms is measured by `npm run bench -- --only refused`.
  test.each(senselessSizes)(
    '%s are refused as fast as others open, before anything is allocated or asked for',
    async (_, more) => {
      const objects = { 'zarr.json': arrayDocument(more) };
      const requests: string[] = [];
      const error = await failureOf(open(objects, requests));
      expect(error.code).toMatch(/^(bad-metadata|unsupported|chunk-too-large)$/);
      expect(requests.filter((request) => request.includes(' c/'))).toEqual([]);
      const before = process.memoryUsage().arrayBuffers;
      const good = { 'zarr.json': arrayDocument({}) };
      const ms = await fastestMs({ refused: () => failureOf(open(objects)), opened: () => open(good) });
      expect(ms.refused).toBeLessThan(2 + 5 * ms.opened);
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 24);
    },
  );

  test('a rank of 10^6 is refused as fast as its document can be parsed', async () => {
    const document = text(JSON.stringify(arrayDocument({ shape: Array(1e6).fill(1) })));
    expect((await failureOf(open({ 'zarr.json': document }))).message).toMatch(/1000000|rank|dimension/i);
    const ms = await fastestMs({
      refused: () => failureOf(open({ 'zarr.json': document })),
      parsed: () => Promise.resolve(JSON.parse(new TextDecoder().decode(document))),
    });
    expect(ms.refused).toBeLessThan(50 + 20 * ms.parsed);
  });

  test('whatever stands for a size, an array opens with sizes that are whole and safe, or is refused', async () => {
    const size = fc.oneof(
      fc.constantFrom<unknown>(0, -1, 1, 0.5, 2 ** 31, 2 ** 53, 2 ** 53 + 2, 1e300, null, true, '8', [], {}),
      fc.integer({ min: 1, max: 2 ** 40 }),
      fc.double(),
    );
    const sizes = fc.array(size, { minLength: 0, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(sizes, sizes, async (shape, chunks) => {
        const document = arrayDocument({ shape, ...chunkGrid(...chunks) });
        const reading = open({ 'zarr.json': text(JSON.stringify(document)) });
        const outcome = await outcomeOf(reading);
        if (outcome !== 'read') {
          expect(outcome).toMatch(/^(bad-metadata|unsupported|chunk-too-large)$/);
          return;
        }
        const array = (await reading).dataset.levels[0]?.array;
        for (const value of [...(array?.shape ?? [NaN]), ...(array?.chunks ?? [NaN])])
          expect(Number.isSafeInteger(value) && value > 0).toBe(true);
        const voxels = (array?.chunks ?? []).reduce((product, value) => product * value, 2);
        expect(voxels).toBeLessThanOrEqual(2 ** 31);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['infinite', '1e999'],
    ['zero', '0'],
    ['negative', '-1'],
    ['not a number', '"NaN"'],
  ])('a scale that is %s never reaches the picture', async (_, scale) => {
    const document = JSON.stringify(imageDocument(['0'])).replace('"scale":[1,1]', `"scale":[${scale},1]`);
    const array = Object.fromEntries(
      Object.entries(plainTree()).map(([path, object]) => [`0/${path}`, object]),
    );
    const opening = open({ ...array, 'zarr.json': text(document) });
    const outcome = await outcomeOf(opening);
    if (outcome !== 'read') {
      expect(outcome).toBe('bad-metadata');
      return;
    }
    const { levels, warnings } = (await opening).dataset;
    expect(levels.every((level) => level.scale.every((value) => Number.isFinite(value) && value > 0))).toBe(
      true,
    );
    expect(warnings.length, 'it says what was assumed').toBeGreaterThan(0);
  });
});

describe('row 35: what is valid and cannot be read', () => {
  const nested = {
    name: 'sharding_indexed',
    configuration: {
      chunk_shape: [8, 8],
      codecs: [{ name: 'sharding_indexed', configuration: { chunk_shape: [4, 4] } }],
      index_codecs: [{ name: 'bytes', configuration: { endian: 'little' } }, { name: 'crc32c' }],
    },
  };
  test.each<[string, Json, RegExp]>([
    [
      'an unknown codec',
      { codecs: [{ name: 'bytes', configuration: { endian: 'little' } }, { name: 'jpeg2k' }] },
      /jpeg2k/,
    ],
    ['shards within shards', { codecs: [nested] }, /shard/i],
  ])('%s is named', async (_, more, words) => {
    const error = await failureOf(open({ 'zarr.json': arrayDocument(more) }));
    expect(error.code).toBe('unsupported');
    expect(error.message).toMatch(words);
  });
});
