import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../core';
import type { ChunkWant } from '../../../view';
import { prefetchWishes } from './prefetch';

const dataset = {
  axes: ['t', 'y', 'x'].map((name) => ({ name, type: name === 't' ? 'time' : 'space' })),
  levels: [
    {
      scale: [2, 1, 1],
      translation: [0, 0, 0],
      array: { shape: [10, 64, 64], chunks: [2, 32, 32], fillValue: 0 },
    },
  ],
} as unknown as Dataset;
const want: ChunkWant[] = [0, 1].map((x) => ({
  key: { dataset: 'd', level: 0, index: [1, 0, x] },
  priority: x,
  decodedBytes: 100,
}));

describe('prefetchWishes', () => {
  it('wants the same places a step further, below all else', () => {
    const wishes = prefetchWishes(dataset, want, { steps: [{ axis: 't', world: 8 }], maxBytes: 1000 });
    expect(wishes.map(({ key }) => key.index)).toEqual([
      [2, 0, 0],
      [2, 0, 1],
    ]);
    expect(Math.min(...wishes.map(({ priority }) => priority))).toBeGreaterThan(1e15);
    expect(wishes.every(({ isPrefetch }) => isPrefetch)).toBe(true);
  });

  it('wants nothing within the same chunks, beyond the end, or along an axis that is not there', () => {
    for (const step of [
      { axis: 't', world: 6 },
      { axis: 't', world: 20 },
      { axis: 'c', world: 8 },
    ])
      expect(prefetchWishes(dataset, want, { steps: [step], maxBytes: 1000 })).toEqual([]);
  });

  it('takes no more bytes than it may', () => {
    const steps = [{ axis: 't', world: 8 }];
    expect(prefetchWishes(dataset, want, { steps, maxBytes: 150 })).toHaveLength(1);
  });

  it('wants the coarsest level of every step before anything finer, and no chunk twice', () => {
    const [level] = dataset.levels;
    const two = { ...dataset, levels: [level, level] } as Dataset;
    const both = [1, 0].map((at) => ({
      key: { dataset: 'd', level: at, index: [1, 0, 0] },
      priority: 1 - at,
      decodedBytes: 100,
    }));
    const steps = [6, 8, 10, 12].map((world) => ({ axis: 't', world }));
    const wishes = prefetchWishes(two, both, { steps, maxBytes: 1000 });
    expect(wishes.map(({ key }) => [key.level, key.index[0]])).toEqual([
      [1, 2],
      [1, 3],
      [0, 2],
      [0, 3],
    ]);
  });
});
