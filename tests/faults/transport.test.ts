import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startFixtureServer, type FixtureServer, type PathRule } from '../fixtures/fixture-server';
import { codecFixtures, type CodecFixture } from './codec-fixtures';
import { chunkOf, plainTree } from './trees';
import { bytesOf, failureOf, makeWorld, openReader, outcomeOf, read, until } from './world';

let server: FixtureServer;
let url: string;
beforeAll(async () => {
  server = await startFixtureServer();
  url = server.serve('array', plainTree());
});
afterAll(() => server.close());
afterEach(() => server.clearRules());
beforeEach(() => server.resetLog());

const chunkPath = /\/c\/0\/1$/;

/** Requests of the chunk that the faults befall, as the server saw them. */
function hits(): number {
  return server.log().filter(({ path }) => chunkPath.test(path)).length;
}

/** What reading that chunk comes to under a rule, and in which world. */
async function readUnder(rule: PathRule) {
  const world = makeWorld();
  const reader = await openReader(url, world);
  const undo = server.onPath(chunkPath, rule);
  const reading = read(reader, [0, 1], world).finally(undo);
  return { world, reader, reading };
}

/** The array, encoded by a codec. */
async function openEncoded(fixture: CodecFixture | undefined) {
  const tree = plainTree(fixture && { codecs: [fixture.codec] });
  if (fixture) tree['c/0/1'] = await fixture.encode(chunkOf(0, 1));
  const world = makeWorld();
  return { world, reader: await openReader(server.serve('encoded', tree), world) };
}

describe.each<[string, PathRule, RegExp]>([
  ['row 1: a body shorter than its Content-Length', { declaredBytes: (size) => size + 99 }, /^network$/],
  ['row 3: a connection that is reset amid a body', { breakAfter: 100 }, /^network$/],
  [
    'row 4: a body longer than its Content-Length',
    { declaredBytes: (size) => size - 99 },
    /^(network|corrupt-chunk)$/,
  ],
])('%s', (_, rule, code) => {
  test('is tried again, and then the chunk is right', async () => {
    const { reading } = await readUnder({ ...rule, times: 1 });
    expect(bytesOf(await reading)).toEqual(chunkOf(0, 1));
    expect(hits()).toBeGreaterThanOrEqual(2);
  });

  test('is a failure when it goes on, never a picture, and leaves the other chunks alone', async () => {
    const { reading, reader, world } = await readUnder(rule);
    expect((await failureOf(reading)).code).toMatch(code);
    expect(hits()).toBeGreaterThanOrEqual(2);
    expect(bytesOf(await read(reader, [1, 1], world))).toEqual(chunkOf(1, 1));
  });
});

describe.each([401, 500])('rows 1, 3 and 4: after a failure of another kind (%i)', (status) => {
  test('reading again succeeds: nothing of the failure is kept', async () => {
    const { reading, reader, world } = await readUnder({ status });
    await failureOf(reading);
    expect(bytesOf(await read(reader, [0, 1], world))).toEqual(chunkOf(0, 1));
  });
});

describe.each([undefined, ...codecFixtures])('row 2: a body that ends early in good order', (fixture) => {
  const name = fixture?.name ?? 'raw';

  test(`(${name}) is tried again, and then the chunk is right`, async () => {
    const { world, reader } = await openEncoded(fixture);
    server.onPath(chunkPath, { endAfter: 60, times: 1 });
    expect(bytesOf(await read(reader, [0, 1], world))).toEqual(chunkOf(0, 1));
  });

  test(`(${name}) is a corrupt chunk when it goes on, after few requests`, async () => {
    const { world, reader } = await openEncoded(fixture);
    server.onPath(chunkPath, { endAfter: 60 });
    expect((await failureOf(read(reader, [0, 1], world))).code).toBe('corrupt-chunk');
    expect(hits()).toBeLessThanOrEqual(3);
  });

  test(`(${name}) leaves nothing of what was sent when it ends before its first byte`, async () => {
    const { world, reader } = await openEncoded(fixture);
    server.onPath(chunkPath, { endAfter: 0 });
    expect((await failureOf(read(reader, [0, 1], world))).code).toBe('corrupt-chunk');
  });
});

describe('row 11: 429 with a Retry-After that can be read', () => {
  const busy = (retryAfter: string): PathRule => ({
    status: 429,
    headers: { 'Retry-After': retryAfter },
    expose: ['Retry-After'],
  });

  test('waits as long as the server says', async () => {
    const { reading, world } = await readUnder({ ...busy('7'), times: 1 });
    expect(bytesOf(await reading)).toEqual(chunkOf(0, 1));
    expect(world.clock.waits).toHaveLength(1);
    expect(world.clock.waits[0]).toBeGreaterThanOrEqual(7000);
    expect(world.clock.waits[0]).toBeLessThan(9000);
  });

  test('waits no longer than a minute at a time', async () => {
    const { reading, world } = await readUnder(busy('86400'));
    expect(await failureOf(reading)).toMatchObject({ code: 'http', detail: { status: 429 } });
    expect(Math.max(0, ...world.clock.waits)).toBeLessThanOrEqual(60_000);
  });

  test('takes a date, or words that make no sense, for what they are', async () => {
    for (const value of ['soon', '-5', 'Wed, 21 Oct 2015 07:28:00 GMT']) {
      const { reading, world } = await readUnder({ ...busy(value), times: 1 });
      expect(bytesOf(await reading)).toEqual(chunkOf(0, 1));
      expect(world.clock.waits[0]).toBeGreaterThanOrEqual(0);
      expect(world.clock.waits[0]).toBeLessThanOrEqual(20_000);
    }
  });
});

describe.each([429, 503])('row 12: %i without a Retry-After', (status) => {
  test('backs off with full jitter, and gives up after a few tries', async () => {
    const { reading, world } = await readUnder({ status });
    expect(await failureOf(reading)).toMatchObject({ code: 'http', detail: { status } });
    const { waits } = world.clock;
    expect(hits()).toBe(waits.length + 1);
    expect(hits()).toBeLessThanOrEqual(6);
    expect(waits.length).toBeGreaterThanOrEqual(2);
    waits.forEach((ms, i) => expect(ms).toBeLessThanOrEqual(Math.min(20_000, 300 * 2 ** (i + 1))));
    expect(new Set(waits).size, 'no two waits are the same').toBe(waits.length);
  });

  test('spends few requests on a host that answers nothing else', async () => {
    const world = makeWorld();
    const reader = await openReader(url, world);
    server.resetLog();
    const undo = server.onPath(/\/c\//, { status });
    const indices = Array.from({ length: 16 }, (_, i) => [Math.floor(i / 4), i % 4]);
    for (let round = 0; round < 4; round++)
      await Promise.all(indices.map((index) => outcomeOf(read(reader, index, world))));
    undo();
    const asked = world.traffic.chunkRequests;
    expect(asked).toBeLessThanOrEqual(2 * 4 * 16);
  });
});

describe.each([500, 502, 504])('row 13: a burst of %i', (status) => {
  test('passes without a storm of requests', async () => {
    const world = makeWorld();
    const reader = await openReader(url, world);
    const undo = server.onPath(/\/c\//, { status, times: 8 });
    const indices = Array.from({ length: 16 }, (_, i) => [Math.floor(i / 4), i % 4]);
    const chunks = await Promise.all(indices.map((index) => read(reader, index, world)));
    undo();
    chunks.forEach((chunk, i) => expect(bytesOf(chunk)).toEqual(chunkOf(Math.floor(i / 4), i % 4)));
    expect(world.traffic.chunkRequests).toBeLessThanOrEqual(1.5 * 16);
  });
});

describe('row 14: a server that hangs', () => {
  test('before its headers is given up after 15 seconds, and asked again', async () => {
    const { world, reading } = await readUnder({ delayMs: Infinity, times: 1 });
    await until(() => world.clock.pendingTimeouts > 0);
    world.clock.advance(15_000);
    expect(bytesOf(await reading)).toEqual(chunkOf(0, 1));
    expect(world.clock.pendingTimeouts, 'nothing is left waiting').toBe(0);
  });

  test.each([0, 100])(
    'after %i bytes of a body is given up after 20 seconds, and asked again',
    async (stallAfter) => {
      const { world, reading } = await readUnder({ stallAfter, times: 1 });
      let isDone = false;
      const done = reading.finally(() => (isDone = true));
      await until(() => {
        world.clock.advance(1000);
        return isDone;
      });
      expect(bytesOf(await done)).toEqual(chunkOf(0, 1));
      expect(world.clock.nowMs).toBeGreaterThanOrEqual(20_000);
    },
  );

  test('for good is a network failure, while other chunks go on', async () => {
    const { world, reader, reading } = await readUnder({ delayMs: Infinity });
    let isDone = false;
    const outcome = failureOf(reading).finally(() => (isDone = true));
    expect(bytesOf(await read(reader, [3, 3], world))).toEqual(chunkOf(3, 3));
    await until(() => {
      world.clock.advance(1000);
      return isDone;
    });
    expect((await outcome).code).toMatch(/^(network|timeout)$/);
  });

  test('leaves a slow body alone as long as bytes come', async () => {
    const world = makeWorld((input, init) =>
      String(input).includes('/c/') ? trickle() : fetch(input, init),
    );
    const whole = chunkOf(0, 0);
    let give: (bytes: Uint8Array | undefined) => void = () => undefined;
    const trickle = (): Promise<Response> => {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          give = (bytes) => (bytes ? controller.enqueue(bytes) : controller.close());
        },
      });
      return Promise.resolve(new Response(body));
    };
    const reader = await openReader(url, world);
    const reading = read(reader, [0, 0], world);
    await until(() => world.traffic.chunkRequests === 1);
    for (let at = 0; at < whole.byteLength; at += 64) {
      give(whole.slice(at, at + 64));
      await until(() => world.traffic.networkBytes >= at + 64);
      world.clock.advance(19_000);
    }
    give(undefined);
    expect(bytesOf(await reading)).toEqual(whole);
    expect(world.traffic.chunkRequests, 'one request was enough').toBe(1);
  });
});
