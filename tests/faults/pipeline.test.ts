import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ChunkStore, Lane, MemoryBudget, type ChunkWish } from '../../src/lib/chunks';
import type { DatasetReader } from '../../src/lib/source';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { chunkBytes, chunkOf, plainTree } from './trees';
import {
  bytesOf,
  liveBytes,
  makeWorld,
  openReader,
  read,
  seededRandom,
  VirtualClock,
  type World,
} from './world';

let server: FixtureServer;
let url: string;
beforeAll(async () => {
  server = await startFixtureServer();
  url = server.serve('array', plainTree());
});
afterAll(() => server.close());
afterEach(() => server.clearRules());

/** The chunk store of the program on top of a reader. */
function storeOver(reader: DatasetReader, world: World, now = () => world.clock.nowMs) {
  const budget = new MemoryBudget({ limitBytes: 2 ** 24, gpuBytes: 0 });
  const lane = new Lane();
  let mostInFlight = 0;
  const store = new ChunkStore({
    budget,
    laneOf: () => lane,
    now,
    later: () => undefined,
    onChange: () => (mostInFlight = Math.max(mostInFlight, lane.inFlight)),
    load: ({ index }, { signal, maxEncodedBytes }) => read(reader, index, world, { signal, maxEncodedBytes }),
  });
  return { store, budget, lane, mostInFlight: () => mostInFlight };
}

function wishOf(y: number, x: number): ChunkWish {
  return { key: { dataset: 'd', level: 0, index: [y, x] }, priority: y * 4 + x, decodedBytes: chunkBytes };
}

const everything = Array.from({ length: 16 }, (_, i) => wishOf(Math.floor(i / 4), i % 4));

/** Shows all 16 chunks to a store while the host fails for the first 20 seconds; time is the clock's. */
async function outliveBurst() {
  let inFlight = 0;
  const counting: typeof fetch = async (input, init) => {
    inFlight += 1;
    return fetch(input, init).finally(() => (inFlight -= 1));
  };
  const world = makeWorld(counting, new VirtualClock({ isByHand: true }));
  const reader = await openReader(url, world);
  const { store } = storeOver(reader, world);
  const undo = server.onPath(/\/c\//, { status: 502 });
  const isReady = () => everything.every(({ key }) => store.stateOf(key) === 'ready');
  while (!isReady() && world.clock.nowMs < 120_000) {
    store.want(everything);
    await new Promise(setImmediate);
    if (inFlight > 0) continue;
    world.clock.advance(50);
    if (world.clock.nowMs >= 20_000) undo();
  }
  return { world, store, isReady: isReady() };
}

describe('row 13: a host that fails for 20 seconds', () => {
  test('is come back to without anyone asking', { timeout: 30_000 }, async () => {
    const { world, store, isReady } = await outliveBurst();
    expect(isReady, `after ${world.clock.nowMs / 1000} s`).toBe(true);
    for (const { key } of everything)
      expect(bytesOf(store.get(key))).toEqual(chunkOf(key.index[0] ?? 0, key.index[1] ?? 0));
  });

  test('gets at most half as many requests again as there are chunks', { timeout: 30_000 }, async () => {
    const { world } = await outliveBurst();
    expect(world.traffic.chunkRequests).toBeLessThanOrEqual(1.5 * everything.length);
  });
});

describe('row 73: ten thousand aborts', () => {
  /** A fetch of which some answers come at once, and the rest never: they end when they are aborted. */
  function moody(random: () => number): { fetch: typeof fetch; open: () => number } {
    let open = 0;
    const answer: typeof fetch = (_, init) => {
      if (random() < 0.2) return Promise.resolve(new Response(Uint8Array.from(chunkOf(0, 0))));
      open += 1;
      return new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => {
          open -= 1;
          reject(new DOMException('Aborted.', 'AbortError'));
        });
      });
    };
    return { fetch: answer, open: () => open };
  }

  test('(seed 7) of a rapid pan leave nothing open, reserved or held', { timeout: 60_000 }, async () => {
    const random = seededRandom(7);
    const { fetch: fake, open } = moody(random);
    const world = makeWorld(fake);
    const { store, budget, lane, mostInFlight } = storeOver(await readerWith(world), world);
    const pan = async (): Promise<void> => {
      const start = Math.floor(random() * 12);
      store.want(everything.slice(start, start + 5));
      await new Promise(setImmediate);
      store.clear('d');
    };
    for (let i = 0; i < 200; i++) await pan();
    const before = await liveBytes();
    while (world.traffic.aborted < 10_000) await pan();
    store.want([]);
    await new Promise(setImmediate);
    expect((await liveBytes()) - before, 'bytes held').toBeLessThan(2 ** 21);
    expect(mostInFlight()).toBeLessThanOrEqual(lane.limit);
    expect([open(), lane.inFlight, budget.tier('inFlight').bytes, world.clock.pendingTimeouts]).toEqual([
      0, 0, 0, 0,
    ]);
  });

  /** A reader that opens over the network, and reads its chunks with the fetch of `world`. */
  async function readerWith(world: World): Promise<DatasetReader> {
    const { effects } = world;
    const switching: typeof fetch = (input, init) =>
      String(input).includes('/c/') ? effects.fetch(input, init) : fetch(input, init);
    return openReader(url, { ...world, effects: { ...effects, fetch: switching } });
  }
});
