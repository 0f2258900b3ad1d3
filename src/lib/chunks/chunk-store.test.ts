import { expect, test } from 'vitest';
import { AppError } from '../core';
import { chunkOf, drain, keyOf, openStore, wish } from './chunk-store.fixture';
import { Lane } from './lane';

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
  expect(store.counters).toEqual({ loads: 1, hits: 1, evicted: 0 });
});

test('what is held is what is here, wanted or not, and what its store does not have', async () => {
  const { store, loads } = openStore();
  store.want([wish(1), wish(2), wish(3)]);
  loads.get('0:1')?.resolve(chunkOf(100));
  loads.get('0:2')?.resolve(undefined);
  await drain();
  store.want([wish(3)]);
  const held = (dataset: string) => [...store.held(dataset)].map(({ key }) => key.index.join());
  expect(held(keyOf(1).dataset).sort()).toEqual(['1', '2']);
  expect(held('another')).toEqual([]);
});
