import { describe, expect, it } from 'vitest';
import { makeWorld, openReader } from '../../../../../tests/faults/world';
import type { Dataset } from '../../../core';
import { pairOffsets } from './pair-offsets';

async function opened(location: string): Promise<Dataset> {
  const world = makeWorld();
  const reader = await openReader(location, world);
  for (const [level] of reader.dataset.levels.entries())
    await reader.openLevel(level, { traffic: world.traffic });
  return reader.dataset;
}

const worlds = (dataset: Dataset) =>
  pairOffsets(dataset, [0, 1]).map(({ offsets }) => offsets.map(({ world }) => world));

describe('the offsets between neighbouring levels', () => {
  it.each([2, 3, 4])(
    'are none where each voxel is the mean of those that it covers, by %i',
    async (factor) => {
      const dataset = await opened(`gen:ramp?levels=4&tile=8&factor=${factor}&shape=1000,777`);
      for (const offset of worlds(dataset).flat()) expect(offset).toBeCloseTo(0, 9);
    },
  );

  it('are half of what a level skips where each voxel is the first of those that it covers', async () => {
    const dataset = await opened('gen:ramp?levels=3&tile=8&factor=4&pyramid=decimate');
    expect(worlds(dataset)).toEqual([
      [-1.5, -1.5],
      [-6, -6],
    ]);
  });

  it('name the axes and the levels, finest first', async () => {
    const [first] = pairOffsets(await opened('gen:ramp?levels=3&tile=8'), [1]);
    expect(first).toEqual({ fine: 0, coarse: 1, offsets: [{ axis: 'x', world: 0 }] });
  });

  it('tell of a scale that contradicts the shapes by the end that is farthest off', async () => {
    const dataset = await opened('gen:ramp?levels=2&tile=8&shape=100,100');
    const levels = dataset.levels.map((level, at) => (at === 1 ? { ...level, scale: [2.2, 2] } : level));
    const [[y, x] = []] = worlds({ ...dataset, levels });
    expect(y).toBeCloseTo(49 * 0.2, 9);
    expect(x).toBe(0);
  });
});
