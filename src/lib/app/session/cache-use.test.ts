import { expect, it } from 'vitest';
import { CacheUse } from './cache-use';

it('counts what went from each tier, and what memory had, since it was last set back', () => {
  let counters = { hits: 7, evicted: 3 };
  const use = new CacheUse(() => counters);
  use.noteGpu();
  use.noteGpu();
  use.noteDisk(40);
  expect([use.memoryHits, use.evicted]).toEqual([7, { gpu: 2, chunks: 3, disk: 40 }]);
  use.reset();
  expect([use.memoryHits, use.evicted]).toEqual([0, { gpu: 0, chunks: 0, disk: 0 }]);
  counters = { hits: 9, evicted: 4 };
  use.noteDisk(1);
  expect([use.memoryHits, use.evicted]).toEqual([2, { gpu: 0, chunks: 1, disk: 1 }]);
});
