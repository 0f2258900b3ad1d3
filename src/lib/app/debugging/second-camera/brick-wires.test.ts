import { expect, it } from 'vitest';
import type { ChunkState } from '../../../chunks';
import { chunkKeyString, type Dataset } from '../../../core';
import type { BrickKey, Vec3 } from '../../../view';
import type { SolidScene } from '../cells/solid-cells';
import { brickWires } from './brick-wires';

const level = (factor: number) => ({
  scale: [factor, factor, factor],
  translation: [0, 0, 0].map(() => (factor - 1) / 2),
  array: { shape: [64 / factor, 64 / factor, 64 / factor], chunks: [32, 32, 32], fillValue: 0 },
});
const dataset: Dataset = {
  ...{ id: 'd', name: 'd', location: 'd', dtype: 'uint8', voxelCenters: 'declared', generated: false },
  ...{ origin: '', warnings: [], channels: [{ name: '0', active: true }] },
  axes: ['z', 'y', 'x'].map((name) => ({ name, type: 'space' })),
  levels: [level(1), level(2)],
};
const keyOf = (at: number, brick: Vec3): BrickKey => ({
  ...{ dataset: 'd', level: at, slice: [0, 0, 0], axes: [2, 1, 0], brick },
});

it('bricks that are drawn or missing come with the coarser ones that are planned below them', () => {
  const states: Readonly<Record<string, ChunkState>> = { '0/0.0.1@d': 'failed' };
  const scene: SolidScene = {
    ...{ layer: 'layer1', dataset, view: { x: 2, y: 1, z: 0, position: [0, 0, 0], channels: [0] } },
    plan: { bricks: [keyOf(1, [0, 0, 0]), keyOf(0, [0, 0, 0]), keyOf(0, [1, 0, 0])] },
    drawn: [
      { key: keyOf(0, [0, 0, 0]), level: 0, box: { low: [-0.5, -0.5, -0.5], high: [31.5, 31.5, 31.5] } },
    ],
    chunks: { stateOf: (key) => states[chunkKeyString(key)] ?? 'ready', isOffline: () => false },
    ...{ flagOf: () => undefined, arrivalOf: () => undefined },
  };
  expect(brickWires(scene)).toEqual([
    {
      box: { low: [-0.5, -0.5, -0.5], high: [31.5, 31.5, 31.5] },
      ...{ level: 0, state: 'exact', isDrawn: true },
    },
    {
      box: { low: [31.5, -0.5, -0.5], high: [63.5, 31.5, 31.5] },
      ...{ level: 0, state: 'failed', isDrawn: false },
    },
    {
      box: { low: [-0.5, -0.5, -0.5], high: [63.5, 63.5, 63.5] },
      ...{ level: 1, state: 'exact', isDrawn: false },
    },
  ]);
});
