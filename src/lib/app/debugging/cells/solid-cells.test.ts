import { describe, expect, it } from 'vitest';
import type { ChunkState } from '../../../chunks';
import { chunkKeyString } from '../../../core';
import type { DrawnBrick } from '../../../render';
import type { Vec3 } from '../../../view';
import { brickAt } from './cell-under';
import { solidCells, type SolidScene } from './solid-cells';
import { brickKey, smallVolume } from './solid.fixture';

const noNotesOf = { flagOf: () => undefined, arrivalOf: () => undefined };

const view = { x: 2, y: 1, z: 0, position: [0, 0, 0], channels: [0] };
const drawn = (at: number, brick: Vec3): DrawnBrick => {
  const size = 32 * 2 ** at;
  const low = brick.map((one) => one * size - 0.5) as unknown as Vec3;
  return {
    key: brickKey(at, brick),
    level: at,
    box: { low, high: low.map((one) => one + size) as unknown as Vec3 },
  };
};
/** Two bricks of level 0, and the one of level 1 that holds both. */
const bricks = [brickKey(1, [0, 0, 0]), brickKey(0, [0, 0, 0]), brickKey(0, [1, 0, 0])];

function sceneOf(states: Readonly<Record<string, ChunkState>>, shown: readonly DrawnBrick[]): SolidScene {
  const stateOf: SolidScene['chunks']['stateOf'] = (key) => states[chunkKeyString(key)] ?? 'ready';
  const chunks = { stateOf, isOffline: () => false };
  return {
    layer: 'layer1',
    dataset: smallVolume,
    view,
    plan: { bricks },
    drawn: shown,
    chunks,
    ...noNotesOf,
  };
}
const told = (scene: SolidScene) => solidCells(scene).map(({ level: at, state }) => `${at} ${state}`);

describe('cells of 3D', () => {
  it('are as wanted where all finest bricks are drawn', () => {
    expect(told(sceneOf({}, [drawn(0, [0, 0, 0]), drawn(0, [1, 0, 0])]))).toEqual(['0 exact', '0 exact']);
  });

  it('tell which brick is missing, and which coarser one stands in for it', () => {
    const scene = sceneOf({ '0/0.0.1@d': 'loading' }, [drawn(0, [0, 0, 0]), drawn(1, [0, 0, 0])]);
    expect(told(scene)).toEqual(['0 exact', '1 coarser', '0 loading']);
  });

  it('tell what failed and what is empty, for which nothing stands in', () => {
    const states = { '0/0.0.1@d': 'failed', '0/0.0.0@d': 'empty' } as const;
    expect(told(sceneOf(states, []))).toEqual(['0 empty', '0 failed']);
    expect(told(sceneOf({ '0/0.0.0@d': 'empty' }, [drawn(1, [0, 0, 0])]))).toContain('1 exact');
  });
});

describe('the brick at a place', () => {
  it('is the finest that holds it, with the chunk of the voxel there', () => {
    const scene = sceneOf({}, [drawn(1, [0, 0, 0]), drawn(0, [1, 0, 0])]);
    expect(brickAt(scene, [40, 3, 3])).toEqual({
      cell: [1, 0, 0],
      level: 0,
      chunk: { dataset: 'd', level: 0, index: [0, 0, 1] },
      state: 'exact',
    });
    expect(brickAt(scene, [3, 3, 3])?.level).toBe(1);
    expect(brickAt(scene, [300, 3, 3])).toBeUndefined();
  });

  it('is in the state that its outline shows', () => {
    const scene = sceneOf({ '0/0.0.1@d': 'loading' }, [drawn(0, [0, 0, 0]), drawn(1, [0, 0, 0])]);
    expect(told(scene)).toEqual(['0 exact', '1 coarser', '0 loading']);
    expect(brickAt(scene, [3, 3, 3])).toMatchObject({ level: 0, state: 'exact' });
    expect(brickAt(scene, [40, 3, 3])).toMatchObject({ level: 1, state: 'coarser' });
  });
});
