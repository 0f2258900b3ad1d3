import { expect, test } from 'vitest';
import { AppError, type Tuning } from '../core';
import { chunkOf, drain, keyOf, openStore, wish } from './chunk-store.fixture';

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

test('pauses between tries, and how many there are, are as tuned', async () => {
  const pauses = async (tuned: Partial<Tuning>) => {
    const { store, loads, clock, timers } = openStore({ tuned });
    const found: number[] = [];
    store.want([wish(1)]);
    for (let turn = 0; turn < 20; turn++) {
      loads.get('0:1')?.reject(new AppError('network', 'No answer.'));
      await drain();
      const timer = timers.shift();
      if (!timer) break;
      found.push(timer.atMs - clock.ms);
      clock.ms = timer.atMs;
      timer.run();
    }
    return found;
  };
  expect(await pauses({})).toEqual([1000, 2000, 4000, 8000, 16_000]);
  expect(await pauses({ retryFirstMs: 100 })).toEqual([100, 200, 400, 800, 1600]);
  expect(await pauses({ retryMostS: 3 })).toEqual([1000, 2000, 3000, 3000, 3000]);
  expect(await pauses({ retries: 3 })).toEqual([1000, 2000]);
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
