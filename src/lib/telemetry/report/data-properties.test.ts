import { expect, it } from 'vitest';
import type { Level } from '../../core';
import { dataProperties } from './data-properties';

const level = (shape: readonly number[], chunks: readonly number[]): Level => ({
  scale: shape.map(() => 1),
  translation: shape.map(() => 0),
  array: { shape, chunks, fillValue: 0 },
});

it('tells how much of what there is, in steps, and nothing by name', () => {
  const secret = 'patient-4711';
  const properties = dataProperties({
    ...{ id: secret, name: secret, location: `https://${secret}/x`, dtype: 'uint16', generated: false },
    axes: [
      { name: secret, type: 'channel' },
      { name: 'y', type: 'space', unit: secret },
      { name: 'x', type: 'space' },
    ],
    levels: [level([3, 2100, 4097], [1, 512, 512]), level([3, 1050, 2048], [1, 512, 512])],
    warnings: [secret],
  } as Parameters<typeof dataProperties>[0]);
  expect(properties).toEqual({
    kind: 'image',
    dimensions: { space: 2, time: 0, channel: 1 },
    shape: [4, 4096, 8192],
    dtype: 'uint16',
    levels: 2,
    chunks: [1, 512, 512],
    bytes: 4 ** 13,
    generated: false,
  });
  expect(JSON.stringify(properties)).not.toContain(secret);
});

it('tells of 2^60 voxels, and of levels that are not open', () => {
  const axes = ['z', 'y', 'x'].map((name) => ({ name, type: 'space' as const }));
  const huge = dataProperties({
    ...{ dtype: 'uint8', axes, generated: true, labels: { colors: [], properties: [] } },
    levels: [level([2 ** 20, 2 ** 20, 2 ** 20], [32, 32, 32])],
  });
  expect(huge).toMatchObject({ kind: 'labels', bytes: 2 ** 60, generated: true });
  const closed = { scale: [1, 1, 1], translation: [0, 0, 0] };
  expect(dataProperties({ dtype: 'bool', axes, generated: false, levels: [closed] })).toMatchObject({
    ...{ shape: [], chunks: [], levels: 1 },
  });
});
