import { describe, expect, it } from 'vitest';
import type { Dataset, LevelArray } from '../../../core';
import { valuesAt, type ChunkPeek } from './value-at';

const array: LevelArray = { shape: [2, 4, 6], chunks: [1, 4, 4], fillValue: 9 };
const coarse: LevelArray = { shape: [2, 2, 3], chunks: [1, 4, 4], fillValue: 9 };
const dataset: Dataset = {
  id: 'd',
  name: 'd',
  location: 'd',
  dtype: 'uint16',
  axes: [
    { name: 'c', type: 'channel' },
    { name: 'y', type: 'space' },
    { name: 'x', type: 'space' },
  ],
  channelAxis: 0,
  channels: [
    { name: 'a', active: true },
    { name: 'b', active: true },
  ],
  levels: [
    { scale: [1, 1, 1], translation: [0, 0, 0], array },
    { scale: [1, 2, 2], translation: [0, 0.5, 0.5], array: coarse },
  ],
  voxelCenters: 'declared',
  generated: false,
  origin: '',
  warnings: [],
};
const slice = { horizontal: 2, vertical: 1, position: [0, 0, 0], channels: [0, 1] };
/** Every voxel holds its own place: 1000·level + 100·channel + 10·row + column within the chunk. */
const peek: ChunkPeek = (_, level, index) => ({
  data: Uint16Array.from(
    { length: 16 },
    (_, i) => 1000 * level + 100 * (index[0] ?? 0) + 10 * (i >> 2) + (i & 3),
  ),
  shape: [1, 4, 4],
  stride: [16, 4, 1],
});
const plan = { level: 0, view: { x0: 0, y0: 0, x1: 1, y1: 1 }, omitted: [] };
const request = { layer: 'layer1', dataset, slice, plan, peek };

describe('valuesAt', () => {
  it('reads each channel in the voxel whose half-voxel surroundings hold the position', () => {
    const values = valuesAt({ ...request, at: [4.49, 2.6] });
    expect(values.map(({ index, value }) => [index, value])).toEqual([
      [[0, 3, 4], 30],
      [[1, 3, 4], 130],
    ]);
  });

  it('has no entry outside level 0, though a coarser voxel reaches beyond it', () => {
    expect(valuesAt({ ...request, plan: { ...plan, level: 1 }, at: [-0.6, 0] })).toEqual([]);
  });

  it('reads no finer level than a lock allows', () => {
    const locked = { ...plan, level: 1, finestLevel: 1 };
    const [value] = valuesAt({ ...request, plan: locked, at: [3, 1] });
    expect(value).toMatchObject({ level: 1, value: 1001 });
  });

  it('gives a NaN fill as a number', () => {
    const levels = dataset.levels.map((level) => ({ ...level, array: { ...array, fillValue: 'NaN' } }));
    const floats = { ...dataset, dtype: 'float32' as const, levels };
    expect(valuesAt({ ...request, dataset: floats, at: [3, 1], peek: () => 'empty' })[0]?.value).toBeNaN();
  });

  it('has no entry outside the data', () => {
    expect(valuesAt({ ...request, at: [5.51, 0] })).toEqual([]);
    expect(valuesAt({ ...request, at: [-0.51, 0] })).toEqual([]);
  });

  it('answers from a coarser level, and says so, while the wanted one is not here', () => {
    const [value] = valuesAt({
      ...request,
      at: [3, 1],
      peek: (d, l, i) => (l === 0 ? undefined : peek(d, l, i)),
    });
    expect(value).toMatchObject({ level: 1, index: [0, 0, 1], value: 1001 });
  });

  it('is null when no level is here', () => {
    expect(valuesAt({ ...request, at: [3, 1], peek: () => undefined })[0]).toMatchObject({
      level: 0,
      value: null,
    });
  });

  it('gives the fill value of a chunk that the store does not have', () => {
    expect(valuesAt({ ...request, at: [3, 1], peek: () => 'empty' })[0]?.value).toBe(9);
  });
});
