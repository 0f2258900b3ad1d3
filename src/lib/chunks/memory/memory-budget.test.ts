import { expect, test } from 'vitest';
import { canEverFit, needOf } from './admission';
import { MemoryBudget } from './memory-budget';

const MIB = 2 ** 20;

function chunkOf(decodedBytes: number) {
  return needOf({ key: { dataset: 'd', level: 0, index: [0] }, priority: 0, decodedBytes });
}

test('tiers together never exceed the limit', () => {
  const budget = new MemoryBudget({ limitBytes: 100, gpuBytes: 31 });
  const sum = budget.tier('gpu').maxBytes + budget.tier('chunks').maxBytes + budget.tier('inFlight').maxBytes;
  expect(sum).toBe(100);
});

test('what readers of files hold is taken off chunks, so that all together stay within the limit, down to half of these', () => {
  const budget = new MemoryBudget({ limitBytes: 100, gpuBytes: 20 });
  const chunksMax = () => budget.tier('chunks').maxBytes + budget.tier('inFlight').maxBytes;
  budget.reserve('chunks', 30);
  budget.setReaders(24);
  expect([chunksMax(), budget.bytes, budget.peakBytes]).toEqual([56, 54, 54]);
  expect(budget.reserve('chunks', 0), 'until what is over has been let go').toBe(false);
  budget.setLimits({ limitBytes: 140, gpuBytes: 20 });
  expect([chunksMax(), budget.readers]).toEqual([96, { bytes: 24, maxBytes: 60 }]);
  budget.setReaders(200);
  expect(chunksMax()).toBe(60);
  budget.setReaders(0);
  expect(chunksMax()).toBe(120);
});

test('a tier refuses what it does not have and keeps what it gave', () => {
  const budget = new MemoryBudget({ limitBytes: 100, gpuBytes: 20 });
  expect(budget.reserve('chunks', 30)).toBe(true);
  expect(budget.reserve('chunks', 11)).toBe(false);
  expect(budget.tier('chunks').bytes).toBe(30);
});

test('the peak is of the sum of tiers, and starts again from what is held', () => {
  const budget = new MemoryBudget({ limitBytes: 100, gpuBytes: 20 });
  budget.reserve('chunks', 30);
  budget.reserve('inFlight', 10);
  budget.release('inFlight', 10);
  expect(budget.peakBytes).toBe(40);
  budget.resetPeak();
  expect(budget.peakBytes).toBe(30);
});

test('releasing more than was reserved is a bug that shows', () => {
  const budget = new MemoryBudget({ limitBytes: 100, gpuBytes: 20 });
  expect(() => {
    budget.release('chunks', 1);
  }).toThrow('Cannot release 1 of 0 bytes of chunks.');
});

test('six chunks of 512² uint16 load at once under 64 MiB', () => {
  const budget = new MemoryBudget({ limitBytes: 64 * MIB, gpuBytes: 24 * MIB });
  const need = chunkOf(512 * 512 * 2);
  expect(budget.fits('inFlight', 6 * need.inFlight)).toBe(true);
});

test('one chunk of 8192² uint16 loads under 768 MiB', () => {
  const budget = new MemoryBudget({ limitBytes: 768 * MIB, gpuBytes: 192 * MIB });
  expect(canEverFit(budget, chunkOf(8192 * 8192 * 2))).toBe(true);
});

test('a smaller limit leaves what is held and says by how much it is over', () => {
  const budget = new MemoryBudget({ limitBytes: 100, gpuBytes: 0 });
  budget.reserve('chunks', 50);
  budget.setLimits({ limitBytes: 60, gpuBytes: 0 });
  expect(budget.freeBytes('chunks')).toBe(-20);
  expect(budget.reserve('chunks', 1)).toBe(false);
});
