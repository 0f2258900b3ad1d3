import { expect, test } from 'vitest';
import { progressiveTuning } from '../../core';
import { ByteLru } from './byte-lru';

function lruOf(...entries: [id: string, level: number][]): ByteLru<string> {
  const lru = new ByteLru<string>();
  for (const [id, level] of entries) lru.add(id, id, { bytes: 10, level, isLeased: false });
  return lru;
}

test('the least recently used leaves first', () => {
  const lru = lruOf(['a', 0], ['b', 0], ['c', 0]);
  lru.get('a');
  expect(lru.evictOne()?.value).toBe('b');
  expect(lru.evictOne()?.value).toBe('c');
  expect(lru.evictOne()?.value).toBe('a');
  expect(lru.evictOne()).toBeUndefined();
});

test('RFC row 43: a coarser level outlives finer ones that were used after it', () => {
  const lru = lruOf(['coarse', 3], ['fine', 0], ['finer', 0]);
  expect(lru.evictOne()?.value).toBe('fine');
  expect(lru.evictOne()?.value).toBe('finer');
});

test('how much longer a coarser level lives is as tuned', () => {
  const first = (levelUses: number) => {
    const lru = new ByteLru<string>(() => ({ ...progressiveTuning, levelUses }));
    for (const [id, level] of [
      ['coarse', 1],
      ['fine', 0],
    ] as const)
      lru.add(id, id, { bytes: 10, level, isLeased: false });
    for (let use = 0; use < 100; use++) lru.get('fine');
    return lru.evictOne()?.value;
  };
  expect([0, 64, 200].map(first)).toEqual(['coarse', 'coarse', 'fine']);
});

test('a coarse level that was not used for long leaves in the end', () => {
  const lru = lruOf(['coarse', 1], ['fine', 0]);
  for (let use = 0; use < 100; use++) lru.get('fine');
  expect(lru.evictOne()?.value).toBe('coarse');
});

test('what is leased stays, and leaves after it is released', () => {
  const lru = lruOf(['a', 0]);
  lru.lease('a');
  expect(lru.evictOne()).toBeUndefined();
  expect([lru.leasedBytes, lru.freeBytes]).toEqual([10, 0]);
  lru.release('a');
  expect([lru.leasedBytes, lru.freeBytes]).toEqual([0, 10]);
  expect(lru.evictOne()).toEqual({ value: 'a', bytes: 10 });
});
