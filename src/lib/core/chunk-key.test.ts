import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chunkKeyString, madeDatasetId, storedDatasetId, type ChunkKey } from './chunk-key';

/** Datasets that look like parts of keys, so that nothing but the order of the parts tells them apart. */
const datasets = fc.constantFrom(
  'a',
  'b',
  '0/1@a',
  '1@a',
  '@a',
  'https://a.test/0',
  'a~2',
  madeDatasetId('a', 'sum 0 2'),
);
const keys: fc.Arbitrary<ChunkKey> = fc.record({
  dataset: datasets,
  level: fc.nat(11),
  index: fc.array(fc.nat(11), { minLength: 1, maxLength: 3 }),
});

test('RFC row 38: two keys have one string only where dataset, level and place are the same', () => {
  fc.assert(
    fc.property(keys, keys, (a, b) => {
      expect(chunkKeyString(a) === chunkKeyString(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      expect(chunkKeyString(a)).toBe(chunkKeyString(structuredClone(a)));
    }),
    { numRuns: 1000 },
  );
});

test('what is made of a dataset is told from it, and known to be of it', () => {
  const made = madeDatasetId('https://a.test/x', 'mean 1 4');
  expect(made).not.toBe('https://a.test/x');
  expect(storedDatasetId(made)).toBe('https://a.test/x');
});
