import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError, type ChunkArray, type ChunkKey } from '../core';
import type { ChunkWish } from './memory/admission';
import { ChunkStore } from './chunk-store';
import { Lane } from './lane';
import { MemoryBudget } from './memory/memory-budget';

const KIB = 1024;

interface FakeLoad {
  readonly key: ChunkKey;
  readonly signal: AbortSignal;
  readonly resolve: (chunk: ChunkArray | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** Lets everything that was settled run to its end. */
async function drain(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await Promise.resolve();
}

function chunkOf(bytes: number): ChunkArray {
  return { data: new Uint8Array(bytes), shape: [bytes], stride: [1] };
}

/** A store whose loads the test ends by hand. An abort rejects at once, unless `isDeaf`. */
function openStore(options: { limitBytes?: number; lane?: Lane; isDeaf?: boolean; isRemade?: boolean } = {}) {
  const budget = new MemoryBudget({ limitBytes: options.limitBytes ?? 64 * 1024 * KIB, gpuBytes: 0 });
  const lane = options.lane ?? new Lane({ fixedLimit: 100 });
  const loads = new Map<string, FakeLoad>();
  const started: string[] = [];
  const changes: string[] = [];
  const clock = { ms: 0 };
  const timers: { readonly atMs: number; readonly run: () => void }[] = [];
  const store = new ChunkStore({
    budget,
    laneOf: () => lane,
    isRemade: () => options.isRemade ?? false,
    now: () => clock.ms,
    later: (ms, run) => timers.push({ atMs: clock.ms + ms, run }),
    onChange: (key) => changes.push(`${name(key)} ${store.stateOf(key)}`),
    load: (key, { signal }) =>
      new Promise((resolve, reject) => {
        const id = name(key);
        if (loads.has(id)) throw new Error(`${id} is loaded twice at once.`);
        started.push(id);
        const end =
          <Value>(settle: (value: Value) => void) =>
          (value: Value) => {
            loads.delete(id);
            settle(value);
          };
        loads.set(id, { key, signal, resolve: end(resolve), reject: end(reject) });
        if (!options.isDeaf)
          signal.addEventListener('abort', () => loads.get(id)?.reject(new DOMException('', 'AbortError')));
      }),
  });
  return { store, budget, lane, loads, started, changes, clock, timers };
}

function keyOf(id: number, level = 0): ChunkKey {
  return { dataset: 'd', level, index: [id] };
}

function name(key: ChunkKey): string {
  return `${key.level}:${key.index.join()}`;
}

function wish(id: number, options: { priority?: number; bytes?: number; level?: number } = {}): ChunkWish {
  const { priority = id, bytes = 100, level = 0 } = options;
  return { key: keyOf(id, level), priority, decodedBytes: bytes };
}

test('loads start in the order of priority, whatever the order of the list', () => {
  const { store, started } = openStore();
  store.want([wish(3), wish(1), wish(2)]);
  expect(started).toEqual(['0:1', '0:2', '0:3']);
});

test('a chunk that two views want is loaded once', () => {
  const { store, started } = openStore();
  store.want([wish(1, { priority: 5 }), wish(1, { priority: 2 })]);
  expect(started).toEqual(['0:1']);
});

test('a loaded chunk is ready, and its bytes move from flight to chunks', async () => {
  const { store, budget, loads } = openStore();
  store.want([wish(1)]);
  expect(store.stateOf(keyOf(1))).toBe('loading');
  expect(budget.tier('inFlight').bytes).toBeGreaterThan(200);
  const chunk = chunkOf(100);
  loads.get('0:1')?.resolve(chunk);
  await drain();
  expect(store.get(keyOf(1))).toBe(chunk);
  expect([budget.tier('inFlight').bytes, budget.tier('chunks').bytes]).toEqual([0, 100]);
  expect(store.isIdle()).toBe(true);
});

test('an absent chunk is empty, takes no bytes and is not asked for again', async () => {
  const { store, budget, loads, started } = openStore();
  store.want([wish(1)]);
  loads.get('0:1')?.resolve(undefined);
  await drain();
  store.want([]);
  store.want([wish(1)]);
  expect(store.stateOf(keyOf(1))).toBe('empty');
  expect(budget.bytes).toBe(0);
  expect(started).toHaveLength(1);
});

test('a load that is not wanted any more is aborted at once and gives back its bytes', async () => {
  const { store, budget, loads } = openStore();
  store.want([wish(1), wish(2)]);
  const signal = loads.get('0:1')?.signal;
  store.want([wish(2)]);
  expect(signal?.aborted).toBe(true);
  await drain();
  expect(store.stateOf(keyOf(1))).toBe('idle');
  expect(budget.tier('chunks').bytes).toBe(100);
});

test('a chunk that is wanted again while its load is aborted is loaded once more after it has ended', async () => {
  const { store, loads, started } = openStore({ isDeaf: true });
  store.want([wish(1)]);
  store.want([]);
  store.want([wish(1)]);
  expect(store.stateOf(keyOf(1))).toBe('queued');
  expect(started).toHaveLength(1);
  loads.get('0:1')?.reject(new DOMException('', 'AbortError'));
  await drain();
  expect(started).toHaveLength(2);
  expect(store.failures()).toEqual([]);
});

test('a slow chunk holds up none of the others', async () => {
  const { store, loads } = openStore({ lane: new Lane({ fixedLimit: 2 }) });
  store.want([wish(0), wish(1), wish(2), wish(3)]);
  for (const id of ['0:1', '0:2', '0:3']) {
    loads.get(id)?.resolve(chunkOf(100));
    await drain();
  }
  expect([1, 2, 3].map((id) => store.stateOf(keyOf(id)))).toEqual(['ready', 'ready', 'ready']);
  expect(store.stateOf(keyOf(0))).toBe('loading');
});

test('what a view wants is never dropped for what it wants less', async () => {
  const limitBytes = 2 * 400 * KIB;
  const { store, loads } = openStore({ limitBytes });
  store.want([wish(1, { bytes: 150 * KIB })]);
  loads.get('0:1')?.resolve(chunkOf(150 * KIB));
  await drain();
  store.want([1, 2, 3].map((id) => wish(id, { bytes: 150 * KIB })));
  loads.get('0:2')?.resolve(chunkOf(150 * KIB));
  await drain();
  expect(store.stateOf(keyOf(1))).toBe('ready');
  expect(store.stateOf(keyOf(2))).toBe('ready');
  expect(store.errorOf(keyOf(3))).toMatchObject({ code: 'chunk-too-large' });
  expect(store.isIdle()).toBe(true);
});

test('a chunk for which there was no room is loaded once others are not wanted', async () => {
  const { store, loads } = openStore({ limitBytes: 800 * KIB });
  const all = [1, 2, 3].map((id) => wish(id, { bytes: 150 * KIB }));
  store.want(all);
  for (const id of ['0:1', '0:2']) {
    loads.get(id)?.resolve(chunkOf(150 * KIB));
    await drain();
  }
  expect(store.stateOf(keyOf(3))).toBe('failed');
  store.want(all.slice(1));
  expect(store.stateOf(keyOf(3))).toBe('loading');
  expect(store.stateOf(keyOf(1))).toBe('idle');
});

test('a chunk that can never fit fails at once, says its size, and reserves nothing', () => {
  const { store, started, budget } = openStore({ limitBytes: 1000 * KIB });
  store.want([wish(1, { bytes: 600 * KIB }), wish(2)]);
  const error = store.errorOf(keyOf(1));
  expect(error).toBeInstanceOf(AppError);
  expect(error?.message).toContain(String(600 * KIB));
  expect(started).toEqual(['0:2']);
  expect(budget.tier('chunks').bytes).toBe(100);
});

test('a chunk that cannot have its room drops nothing in vain', async () => {
  const { store, loads } = openStore({ limitBytes: 2000 * KIB });
  const bytes = (id: number) => (id === 0 ? 100 : 400) * KIB;
  const wantAll = (...ids: number[]) => {
    store.want(ids.map((id) => wish(id, { bytes: bytes(id) })));
  };
  wantAll(0);
  loads.get('0:0')?.resolve(chunkOf(bytes(0)));
  await drain();
  for (const ids of [[1], [1, 2]]) {
    wantAll(...ids);
    loads.get(`0:${ids.length}`)?.resolve(chunkOf(bytes(1)));
    await drain();
  }
  wantAll(1, 2, 3);
  expect(store.stateOf(keyOf(3))).toBe('failed');
  expect(store.stateOf(keyOf(0))).toBe('ready');
});

test('small chunks pass a large one that waits for bytes only while it would still fit beside them', async () => {
  const { store, loads, started } = openStore({ limitBytes: 2000 * KIB });
  store.want([wish(0, { bytes: 300 * KIB })]);
  const large = wish(1, { bytes: 400 * KIB });
  const small = [2, 3, 4, 5].map((id) => wish(id, { bytes: KIB }));
  store.want([wish(0, { bytes: 300 * KIB }), large, ...small]);
  expect(started).toEqual(['0:0', '0:2']);
  loads.get('0:2')?.resolve(chunkOf(KIB));
  await drain();
  expect(started).toEqual(['0:0', '0:2', '0:3']);
  loads.get('0:0')?.resolve(chunkOf(300 * KIB));
  await drain();
  expect(started.slice(3)).toEqual(['0:1']);
});

test('a failed chunk is remembered with its error, and the others load', async () => {
  const { store, loads } = openStore();
  store.want([wish(1), wish(2)]);
  const error = new AppError('corrupt-chunk', 'Broken.');
  loads.get('0:1')?.reject(error);
  loads.get('0:2')?.resolve(chunkOf(100));
  await drain();
  expect(store.failures()).toEqual([expect.objectContaining({ key: keyOf(1), error, attempts: 1 })]);
  expect(store.stateOf(keyOf(2))).toBe('ready');
  expect(store.isIdle()).toBe(true);
});

test('a network failure is tried again at a later wish, after a growing delay, six times in all', async () => {
  const { store, loads, started, clock } = openStore();
  const lookAt = async (ms: number) => {
    clock.ms = ms;
    store.want([wish(1)]);
    loads.get('0:1')?.reject(new AppError('network', 'No answer.'));
    await drain();
    return started.length;
  };
  const counts: number[] = [];
  for (const ms of [0, 999, 1000, 2999, 3000, 7000, 15_000, 31_000, 200_000]) counts.push(await lookAt(ms));
  expect(counts).toEqual([1, 1, 2, 2, 3, 4, 5, 6, 6]);
});

test('a network failure in view is tried again by itself, and not for ever', async () => {
  const { store, loads, started, clock, timers } = openStore();
  store.want([wish(1)]);
  for (let turn = 0; turn < 20; turn++) {
    loads.get('0:1')?.reject(new AppError('network', 'No answer.'));
    await drain();
    const timer = timers.shift();
    if (!timer) break;
    clock.ms = timer.atMs;
    timer.run();
  }
  expect(started).toHaveLength(6);
  expect(timers).toEqual([]);
});

test('a chunk that is corrupt is tried again only when the view comes back to it', async () => {
  const { store, loads, started, clock } = openStore();
  store.want([wish(1)]);
  loads.get('0:1')?.reject(new AppError('corrupt-chunk', 'Broken.'));
  await drain();
  clock.ms = 60_000;
  store.want([wish(1)]);
  expect(started).toHaveLength(1);
  store.want([]);
  store.want([wish(1)]);
  expect(started).toHaveLength(2);
});

test('the user can have everything that failed tried again at once', async () => {
  const { store, loads, started } = openStore();
  store.want([wish(1)]);
  loads.get('0:1')?.reject(new AppError('corrupt-chunk', 'Broken.'));
  await drain();
  store.retryFailed();
  expect(started).toHaveLength(2);
  expect(store.failures()).toEqual([]);
});

test('an abort that nobody asked for is a failure, not an endless loop', async () => {
  const { store, loads, started } = openStore();
  store.want([wish(1)]);
  loads.get('0:1')?.reject(new DOMException('', 'AbortError'));
  await drain();
  expect(store.stateOf(keyOf(1))).toBe('failed');
  expect(started).toHaveLength(1);
});

test('a chunk that decodes to more than was reserved is refused', async () => {
  const { store, loads, budget } = openStore();
  store.want([wish(1)]);
  loads.get('0:1')?.resolve(chunkOf(101));
  await drain();
  expect(store.errorOf(keyOf(1))).toMatchObject({ code: 'corrupt-chunk' });
  expect(budget.bytes).toBe(0);
});

test('closing a dataset drops its chunks, its loads and its failures', async () => {
  const { store, loads, budget } = openStore();
  store.want([wish(1), wish(2), wish(3)]);
  loads.get('0:1')?.resolve(chunkOf(100));
  loads.get('0:2')?.reject(new AppError('corrupt-chunk', 'Broken.'));
  await drain();
  store.clear('d');
  await drain();
  expect([1, 2, 3].map((id) => store.stateOf(keyOf(id)))).toEqual(['idle', 'idle', 'idle']);
  expect(budget.bytes).toBe(0);
});

test('a smaller limit drops what no view wants at once', async () => {
  const { store, loads, budget } = openStore({ limitBytes: 1000 * KIB });
  store.want([wish(1), wish(2)]);
  for (const load of [...loads.values()]) load.resolve(chunkOf(100));
  await drain();
  store.want([wish(2)]);
  budget.setLimits({ limitBytes: 250, gpuBytes: 0 });
  store.trim();
  expect(budget.tier('chunks').bytes).toBe(100);
  expect(store.stateOf(keyOf(2))).toBe('ready');
});

test('listeners are told each state and may change the wish list', async () => {
  const { store, loads, changes } = openStore();
  store.want([wish(1)]);
  loads.get('0:1')?.resolve(chunkOf(100));
  await drain();
  store.want([]);
  expect(changes).toEqual(['0:1 loading', '0:1 ready', '0:1 ready']);
});

test('chunks that are here when a view comes to want them count as hits', async () => {
  const { store, loads } = openStore();
  store.want([wish(1)]);
  loads.get('0:1')?.resolve(chunkOf(100));
  await drain();
  store.want([]);
  store.want([wish(1)]);
  store.want([wish(1)]);
  expect(store.counters).toEqual({ loads: 1, hits: 1 });
});

type Step =
  | { readonly type: 'want'; readonly ids: readonly number[] }
  | { readonly type: 'end'; readonly pick: number; readonly how: 'chunk' | 'empty' | 'fail' }
  | { readonly type: 'wait'; readonly ms: number };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({
      type: fc.constant('want' as const),
      ids: fc.uniqueArray(fc.nat({ max: 24 }), { maxLength: 12 }),
    }),
    fc.record({
      type: fc.constant('end' as const),
      pick: fc.nat({ max: 100 }),
      how: fc.constantFrom('chunk' as const, 'chunk' as const, 'empty' as const, 'fail' as const),
    }),
    fc.record({ type: fc.constant('wait' as const), ms: fc.nat({ max: 5000 }) }),
  ),
  { maxLength: 60 },
);

/** Sizes from 1 KiB to more than ever fits. */
const sizeOf = (id: number) => ([1, 20, 60, 90, 130, 300][id % 6] ?? 0) * KIB;

function check(world: ReturnType<typeof openStore>, held: Set<string>, wished: readonly number[]): void {
  const { budget, store } = world;
  for (const tier of ['chunks', 'inFlight'] as const)
    expect(budget.tier(tier).bytes).toBeLessThanOrEqual(budget.tier(tier).maxBytes);
  expect(world.lane.inFlight).toBeLessThanOrEqual(world.lane.limit);
  for (const id of wished) if (held.has(name(keyOf(id)))) expect(store.stateOf(keyOf(id))).toBe('ready');
}

test.each([false, true])(
  'under any wishes and endings the bounds hold, leases hold, and all ends well (slow aborts: %s)',
  async (isDeaf) => {
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        const world = openStore({ limitBytes: 900 * KIB, lane: new Lane({ fixedLimit: 4 }), isDeaf });
        const { store, loads, budget, clock } = world;
        let wished: readonly number[] = [];
        const readyNow = (ids: readonly number[]) =>
          new Set(ids.filter((id) => store.stateOf(keyOf(id)) === 'ready').map((id) => name(keyOf(id))));
        const end = (load: FakeLoad, how: 'chunk' | 'empty' | 'fail') => {
          if (how === 'fail') load.reject(new AppError('network', 'No answer.'));
          else load.resolve(how === 'empty' ? undefined : chunkOf(sizeOf(load.key.index[0] ?? 0)));
        };
        for (const step of script) {
          const held = readyNow(wished);
          if (step.type === 'wait') clock.ms += step.ms;
          else if (step.type === 'want') {
            const kept = step.ids.filter((id) => wished.includes(id));
            wished = step.ids;
            store.want(wished.map((id) => wish(id, { bytes: sizeOf(id), priority: id })));
            check(world, held, kept);
          } else {
            const load = [...loads.values()][step.pick % Math.max(1, loads.size)];
            if (load) end(load, step.how);
          }
          await drain();
          check(world, new Set([...readyNow(wished)]), wished);
        }
        for (let round = 0; round < 200 && loads.size > 0; round++) {
          for (const load of [...loads.values()]) end(load, 'chunk');
          await drain();
        }
        expect(store.isIdle()).toBe(true);
        for (const id of wished) expect(store.stateOf(keyOf(id))).toMatch(/ready|empty|failed/);
        expect(world.lane.inFlight).toBe(0);
        expect(budget.tier('inFlight').bytes).toBe(0);
        const residents = Array.from({ length: 25 }, (_, id) => store.get(keyOf(id))?.data.byteLength ?? 0);
        expect(budget.tier('chunks').bytes).toBe(residents.reduce((sum, bytes) => sum + bytes, 0));
      }),
      { numRuns: 200 },
    );
  },
);

test('with room for one load at a time, chunks arrive in the order of priority', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.nat({ max: 50 }), { minLength: 1, maxLength: 20 }), async (ids) => {
      const { store, loads, started } = openStore({ lane: new Lane({ fixedLimit: 1 }) });
      store.want(ids.map((id) => wish(id)));
      while (loads.size > 0) {
        for (const load of [...loads.values()]) load.resolve(chunkOf(100));
        await drain();
      }
      expect(started).toEqual([...ids].sort((a, b) => a - b).map((id) => name(keyOf(id))));
    }),
  );
});

test.each([
  [true, 4],
  [false, 9],
])('of chunks that can be made again (%s) few are kept that no view wants', async (isRemade, kept) => {
  const mebibyte = 1024 * KIB;
  const { store, loads, budget } = openStore({ isRemade });
  for (let id = 0; id < 10; id++) {
    store.want([wish(id, { bytes: mebibyte })]);
    loads.get(`0:${id}`)?.resolve(chunkOf(mebibyte));
    await drain();
  }
  expect(budget.tier('chunks').bytes).toBe((kept + 1) * mebibyte);
  expect(store.stateOf(keyOf(9))).toBe('ready');
  store.want([]);
  expect(store.stateOf(keyOf(9)), 'the one that was wanted last stays').toBe('ready');
});
