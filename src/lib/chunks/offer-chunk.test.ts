import { expect, test } from 'vitest';
import { chunkOf, drain, keyOf, openStore, wish, KIB } from './chunk-store.fixture';

test('a chunk that was read for others to be made of it is here when a view wants it', () => {
  const { store, budget, started } = openStore();
  const chunk = chunkOf(100);
  store.offer(keyOf(1), chunk);
  store.offer(keyOf(2), undefined);
  store.want([wish(1), wish(2)]);
  expect([store.get(keyOf(1)), store.stateOf(keyOf(2)), started.length]).toEqual([chunk, 'empty', 0]);
  expect(budget.tier('chunks').bytes).toBe(100);
});

test('what is offered takes no room from what views want', async () => {
  const { store, budget, loads } = openStore({ limitBytes: 400 * KIB });
  store.want([wish(1, { bytes: 60 * KIB })]);
  loads.get('0:1')?.resolve(chunkOf(60 * KIB));
  await drain();
  store.offer(keyOf(2), chunkOf(150 * KIB));
  expect([store.stateOf(keyOf(1)), store.stateOf(keyOf(2))]).toEqual(['ready', 'idle']);
  store.offer(keyOf(3), chunkOf(100 * KIB));
  expect(store.stateOf(keyOf(3))).toBe('ready');
  expect(budget.tier('chunks').bytes).toBe(160 * KIB);
});

test('what is made of a dataset goes with it', () => {
  const { store } = openStore();
  const made = { ...keyOf(1), dataset: 'd\nmax' };
  store.offer(made, chunkOf(10));
  store.clear('d');
  expect(store.stateOf(made)).toBe('idle');
});
