import { expect, it } from 'vitest';
import type { ChunkState } from '../../../chunks';
import { chunkKeyString } from '../../../core';
import type { SolidScene } from '../cells/solid-cells';
import { brickWires } from './brick-wires';
import { brickKey, smallVolume } from '../cells/solid.fixture';

it('bricks that are drawn or missing come with the coarser ones that are planned below them', () => {
  const states: Readonly<Record<string, ChunkState>> = { '0/0.0.1@d': 'failed' };
  const scene: SolidScene = {
    ...{
      layer: 'layer1',
      dataset: smallVolume,
      view: { x: 2, y: 1, z: 0, position: [0, 0, 0], channels: [0] },
    },
    plan: { bricks: [brickKey(1, [0, 0, 0]), brickKey(0, [0, 0, 0]), brickKey(0, [1, 0, 0])] },
    drawn: [
      { key: brickKey(0, [0, 0, 0]), level: 0, box: { low: [-0.5, -0.5, -0.5], high: [31.5, 31.5, 31.5] } },
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
