import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startFixtureServer, type FixtureServer, type PathRule } from '../fixtures/fixture-server';
import { chunkBytes, chunkOf, shardTree } from './trees';
import { bytesOf, failureOf, makeWorld, openReader, outcomeOf, read, seededRandom, until } from './world';

let server: FixtureServer;
let url: string;
beforeAll(async () => {
  server = await startFixtureServer();
  url = server.serve('shard', shardTree());
  server.serve('newer', shardTree({ version: 1 }));
  server.serve('longer', shardTree({ version: 1, padding: 64 }));
});
afterAll(() => server.close());
afterEach(() => server.clearRules());
beforeEach(() => server.resetLog());

const shardPath = /\/shard\/c\/0\/0$/;

function hits(): number {
  return server.log().filter(({ path }) => shardPath.test(path)).length;
}

/** A fetch that answers chunk ranges, after the index was read, under a rule of their own. */
async function openUnder(rule: PathRule, { afterIndex = false } = {}) {
  const world = makeWorld();
  const reader = await openReader(url, world);
  if (afterIndex) await read(reader, [3, 3], world);
  server.resetLog();
  const undo = server.onPath(shardPath, rule);
  return { world, reader, undo };
}

describe('row 5: a server that ignores ranges', () => {
  test('sends a small shard whole, of which the chunk is cut', async () => {
    const { world, reader, undo } = await openUnder({ ranges: false });
    const chunk = await read(reader, [2, 1], world, { maxEncodedBytes: 2 ** 20 });
    undo();
    expect(bytesOf(chunk)).toEqual(chunkOf(2, 1));
  });

  test.each([
    ['8 MiB', { content: new Uint8Array(2 ** 23) }],
    ['2 GiB', { content: new Uint8Array(2 ** 20), declaredBytes: () => 2 ** 31, stallAfter: 2 ** 20 }],
  ])('is told so before a mebibyte of a shard of %s was read', async (_, rule) => {
    const { world, reader, undo } = await openUnder({ ranges: false, ...rule });
    const before = world.traffic.networkBytes;
    const options = { maxEncodedBytes: 2 * chunkBytes };
    expect((await failureOf(read(reader, [2, 1], world, options))).code).toBe('bad-range');
    expect((await failureOf(read(reader, [0, 0], world, options))).code).toBe('bad-range');
    undo();
    expect(world.traffic.networkBytes - before).toBeLessThanOrEqual(2 ** 20);
    await until(() => server.log().some(({ method, status }) => method === 'GET' && status === 200));
    expect(server.log().every(({ method, status }) => method === 'HEAD' || status === 200)).toBe(true);
  });
});

describe.each<[string, PathRule]>([
  ['another range', { otherRange: () => ({ start: 0, end: chunkBytes }) }],
  [
    'another range, and does not say which',
    { otherRange: () => ({ start: 0, end: 99 }), contentRange: 'absent' },
  ],
  ['too few bytes', { otherRange: ({ start, end }) => ({ start, end: end - 9 }), contentRange: 'asked' }],
  ['too many bytes', { otherRange: ({ start, end }) => ({ start, end: end + 9 }), contentRange: 'asked' }],
])('row 6: a server that answers a range with %s', (_, rule) => {
  test('is asked again, and then the chunk is right', async () => {
    const { world, reader, undo } = await openUnder({ ...rule, times: 1 }, { afterIndex: true });
    expect(bytesOf(await read(reader, [2, 1], world))).toEqual(chunkOf(2, 1));
    undo();
  });

  test('fails when it does so always', async () => {
    const { world, reader, undo } = await openUnder(rule, { afterIndex: true });
    expect((await failureOf(read(reader, [2, 1], world))).code).toBe('bad-range');
    undo();
    // The chunk, and once more with its index: the size of the shard, the index and the chunk.
    expect(hits()).toBeLessThanOrEqual(4);
  });
});

describe('row 7: 416 for a range', () => {
  test('that passes is looked into, and then the chunk is right', async () => {
    const { world, reader, undo } = await openUnder({ status: 416, times: 1 }, { afterIndex: true });
    expect(bytesOf(await read(reader, [2, 1], world))).toEqual(chunkOf(2, 1));
    undo();
  });

  test('from a shard that became shorter says that the dataset changed', async () => {
    const { world, reader, undo } = await openUnder(
      { corrupt: (bytes) => bytes.subarray(0, chunkBytes) },
      { afterIndex: true },
    );
    expect((await failureOf(read(reader, [2, 1], world))).code).toMatch(
      /^(dataset-changed|bad-range|corrupt-chunk)$/,
    );
    undo();
    expect(hits()).toBeLessThanOrEqual(6);
  });
});

describe.each<[string, (path: string) => string, boolean]>([
  ['of another length', (path) => path.replace('/shard/', '/longer/'), false],
  ['of the same length, with another Last-Modified', (path) => path.replace('/shard/', '/newer/'), true],
])('row 27: a shard that is replaced by one %s', (_, servedFrom, isDated) => {
  const dated = (day: number) =>
    isDated ? { headers: { 'Last-Modified': `Wed, 0${day} Jan 2025 00:00:00 GMT` } } : {};

  test('between its index and a chunk is read anew', async () => {
    const old = server.onPath(shardPath, dated(1));
    const { world, reader, undo } = await openUnder({ servedFrom, ...dated(2) }, { afterIndex: true });
    const chunk = await read(reader, [2, 1], world);
    undo();
    old();
    expect(bytesOf(chunk)).toEqual(chunkOf(2, 1, 1));
  });

  test('at every request is a dataset that changed, after few requests', async () => {
    const old = server.onPath(shardPath, dated(1));
    const { world, reader, undo } = await openUnder(
      {
        servedFrom: (path, nth) => (nth % 2 === 0 ? path : servedFrom(path)),
        ...(isDated && { headers: (nth) => dated(1 + (nth % 2)).headers ?? {} }),
      },
      { afterIndex: true },
    );
    const outcomes = [];
    for (const i of [0, 1, 2])
      outcomes.push(await failureOf(read(reader, [i, 1], world)).catch(() => undefined));
    undo();
    old();
    for (const error of outcomes) if (error) expect(error.code).toBe('dataset-changed');
    expect(outcomes.some((error) => error !== undefined)).toBe(true);
    expect(hits()).toBeLessThanOrEqual(3 * 8);
  });
});

test.each([1, 2, 3, 4])(
  'row 28: edges that mix versions at random (seed %i) give one version or a failure',
  async (seed) => {
    const random = seededRandom(seed);
    const { world, reader, undo } = await openUnder({
      servedFrom: (path) => (random() < 0.5 ? path : path.replace('/shard/', '/longer/')),
    });
    for (let i = 0; i < 16; i++) {
      const index = [Math.floor(i / 4), i % 4] as const;
      const reading = read(reader, index, world);
      const outcome = await outcomeOf(reading);
      expect(outcome).toMatch(/^(read|dataset-changed|bad-range|corrupt-chunk)$/);
      if (outcome !== 'read') continue;
      const bytes = bytesOf(await reading);
      expect([chunkOf(...index, 0), chunkOf(...index, 1)]).toContainEqual(bytes);
    }
    undo();
    expect(hits()).toBeLessThanOrEqual(16 * 8);
  },
);

describe('row 25: an answer that is compressed on its way', () => {
  test.each(['whole', 'part'] as const)('(gzip of the %s) is never a wrong picture', async (gzip) => {
    const { world, reader, undo } = await openUnder({ gzip });
    const reading = read(reader, [2, 1], world);
    const outcome = await outcomeOf(reading);
    undo();
    expect(outcome).toMatch(/^(read|network|bad-range|corrupt-chunk)$/);
    if (outcome === 'read') expect(bytesOf(await reading)).toEqual(chunkOf(2, 1));
    if (gzip === 'part') expect(outcome).not.toBe('network');
  });
});

test('ranges of one shard that lie beside each other are one request, and none waits for another', async () => {
  const { world, reader, undo } = await openUnder({}, { afterIndex: true });
  const indices = [0, 1, 2, 3].map((x) => [1, x] as const);
  const chunks = await Promise.all(indices.map((index) => read(reader, index, world)));
  undo();
  chunks.forEach((chunk, x) => expect(bytesOf(chunk)).toEqual(chunkOf(1, x)));
  await until(() => hits() > 0);
  expect(hits()).toBeLessThan(4);
});
