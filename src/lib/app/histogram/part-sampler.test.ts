import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChunkArray } from '../../core';
import { PartSampler } from './part-sampler';
import type { ShownPart } from './shown-parts';

/** A chunk of 6 × 7 voxels, in C or Fortran order, whose voxels are their own place. */
function chunkOf(order: 'C' | 'F', first: number): ChunkArray {
  const stride = order === 'C' ? [7, 1] : [1, 6];
  const data = new Uint16Array(42);
  for (let y = 0; y < 6; y++)
    for (let x = 0; x < 7; x++) data[y * (stride[0] ?? 0) + x * (stride[1] ?? 0)] = first + y * 7 + x;
  return { data, shape: [6, 7], stride };
}

const part = fc
  .record({
    y0: fc.nat(5),
    x0: fc.nat(6),
    height: fc.integer({ min: 1, max: 6 }),
    width: fc.integer({ min: 1, max: 7 }),
  })
  .map(({ y0, x0, height, width }) => ({
    from: [y0, x0],
    to: [Math.min(6, y0 + height), Math.min(7, x0 + width)],
  }));

/** All voxels of a part, row by row. */
function valuesOf({ from, to }: Pick<ShownPart, 'from' | 'to'>, first: number): number[] {
  const values: number[] = [];
  for (let y = from[0] ?? 0; y < (to[0] ?? 0); y++)
    for (let x = from[1] ?? 0; x < (to[1] ?? 0); x++) values.push(first + y * 7 + x);
  return values;
}

test('every so-many-th voxel of all parts is copied, in any order of storage and however often it is interrupted', () => {
  const list = fc.array(part, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(
      list,
      fc.constantFrom<'C' | 'F'>('C', 'F'),
      fc.integer({ min: 1, max: 200 }),
      (boxes, order, most) => {
        const parts = boxes.map((box, i) => ({ ...box, key: { dataset: 'd', level: 0, index: [i, 0] } }));
        const find = ({ key }: ShownPart) => chunkOf(order, 100 * (key.index[0] ?? 0));
        const sampler = new PartSampler(parts, { dtype: 'uint16', maxSamples: most, find });
        let asked = 0;
        while (!sampler.take(() => ++asked % 2 === 0));
        const [copied] = sampler.result();
        const values = copied && 'values' in copied ? Array.from(copied.values, Number) : [];
        const all = parts.flatMap((one, i) => valuesOf(one, 100 * i));
        const step = Math.max(
          1,
          all.length > 1 && values.length > 1 ? all.indexOf(values[1] ?? NaN) : all.length,
        );
        expect(values).toEqual(all.filter((_, i) => i % step === 0));
        expect(values.length).toBeLessThanOrEqual(most);
        if (most >= all.length) expect(values).toEqual(all);
      },
    ),
  );
});

test('chunks that the store has not count as their fill value, and those that went meanwhile not at all', () => {
  const parts = [0, 1, 2].map((i) => ({ key: { dataset: 'd', level: 0, index: [i] }, from: [0], to: [10] }));
  const sampler = new PartSampler(parts, {
    dtype: 'uint64',
    maxSamples: 100,
    find: ({ key }) => (key.index[0] === 0 ? { fill: 7n } : undefined),
  });
  expect(sampler.take(() => false)).toBe(true);
  expect(sampler.result()).toEqual([{ values: new BigUint64Array(0) }, { value: 7n, count: 10 }]);
});
