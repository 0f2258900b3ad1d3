import fc from 'fast-check';
import { expect, it } from 'vitest';
import { layerShares } from './layer-bytes';

const held = (dataset: string) => ({ gpu: dataset.length * 120, chunks: dataset.length * 60 });

it('a layer of its own data holds all of it', () => {
  expect(layerShares([{ name: 'cells', datasets: ['a', 'bb'] }], held)).toEqual([
    { gpuBytes: 360, chunksBytes: 180, sharedWith: [] },
  ]);
});

it('two layers of one dataset hold half each, and name each other', () => {
  const layers = [
    { name: 'cells', datasets: ['a'] },
    { name: 'again', datasets: ['a'] },
    { name: 'other', datasets: ['b'] },
  ];
  expect(layerShares(layers, held)).toEqual([
    { gpuBytes: 60, chunksBytes: 30, sharedWith: ['again'] },
    { gpuBytes: 60, chunksBytes: 30, sharedWith: ['cells'] },
    { gpuBytes: 120, chunksBytes: 60, sharedWith: [] },
  ]);
});

it('whatever is shared, all layers add up to what is held of all datasets', () => {
  const datasets = fc.uniqueArray(fc.constantFrom('a', 'bb', 'ccc', 'dddd'), { minLength: 1 });
  fc.assert(
    fc.property(fc.array(datasets, { minLength: 1, maxLength: 6 }), (lists) => {
      const shares = layerShares(
        lists.map((list, at) => ({ name: String(at), datasets: list })),
        held,
      );
      const all = [...new Set(lists.flat())].map(held);
      const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
      expect(sum(shares.map(({ gpuBytes }) => gpuBytes))).toBeCloseTo(sum(all.map(({ gpu }) => gpu)));
      expect(sum(shares.map(({ chunksBytes }) => chunksBytes))).toBeCloseTo(
        sum(all.map(({ chunks }) => chunks)),
      );
    }),
  );
});
