import { expect, test } from 'vitest';
import { AppError } from '../core';
import { chunkOf, drain, KIB, keyOf, openStore, wish } from './chunk-store.fixture';

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

test('a chunk that decodes to more than was reserved is refused', async () => {
  const { store, loads, budget } = openStore();
  store.want([wish(1)]);
  loads.get('0:1')?.resolve(chunkOf(101));
  await drain();
  expect(store.errorOf(keyOf(1))).toMatchObject({ code: 'corrupt-chunk' });
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

test.each([
  [true, 4],
  [false, 9],
])(
  'RFC row 43: of chunks that can be made again (%s) few are kept that no view wants',
  async (isRemade, kept) => {
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
  },
);

test('RFC row 37: counts chunks that go to make room, and not those of what is closed', async () => {
  const { store, loads } = openStore({ limitBytes: 1000 * KIB });
  const load = async (id: number) => {
    store.want([wish(id, { bytes: 150 * KIB })]);
    loads.get(`0:${id}`)?.resolve(chunkOf(150 * KIB));
    await drain();
  };
  for (const id of [1, 2, 3]) await load(id);
  expect(store.counters.evicted).toBe(0);
  await load(4);
  await load(5);
  expect(store.counters.evicted).toBe(2);
  store.clear(keyOf(5).dataset);
  expect([store.stateOf(keyOf(5)), store.counters.evicted]).toEqual(['idle', 2]);
});
