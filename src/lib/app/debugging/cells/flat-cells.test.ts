import { describe, expect, it } from 'vitest';
import type { ChunkState } from '../../../chunks';
import { chunkKeyString, type Dataset } from '../../../core';
import { planTiles, TILE_SIZE, type Quad, type TileKey } from '../../../view';
import { tilesAt } from './cell-under';
import { flatCells, tileRect, type FlatScene } from './flat-cells';

const noNotesOf = { flagOf: () => undefined, arrivalOf: () => undefined };

const level = (factor: number) => ({
  scale: [factor, factor],
  translation: [(factor - 1) / 2, (factor - 1) / 2],
  array: { shape: [1024 / factor, 1024 / factor], chunks: [128, 128], fillValue: 0 },
});

const dataset: Dataset = {
  ...{ id: 'd', name: 'd', location: 'd', dtype: 'uint8', voxelCenters: 'declared', generated: false },
  ...{ origin: '', warnings: [], channels: [{ name: '0', active: true }] },
  axes: [
    { name: 'y', type: 'space' },
    { name: 'x', type: 'space' },
  ],
  levels: [level(1), level(2), level(4)],
};
const slice = { horizontal: 1, vertical: 0, position: [0, 0], channels: [0] };
const camera = { center: [512, 512], zoom: 0.5, turn: 0, width: 512, height: 512, pixelRatio: 1 } as const;
const plan = planTiles(
  { dataset, slice, camera },
  { maxTiles: 100, maxChunkBytes: 2 ** 30, level: 'auto', bias: 1 },
);

/** A layer of 1024² at level 1 on the screen, of which these chunks stand so, and all others are here. */
function sceneOf(states: Readonly<Record<string, ChunkState>>, quads: readonly Quad[]): FlatScene {
  const stateOf: FlatScene['chunks']['stateOf'] = (key) => states[chunkKeyString(key)] ?? 'ready';
  const chunks = { stateOf, isOffline: () => false };
  return { layer: 'layer1', dataset, slice, plan, quads, chunks, ...noNotesOf };
}

function quadOf(at: number, column: number, row: number): Quad {
  const key: TileKey = { dataset: 'd', level: at, horizontal: 1, vertical: 0, slice: [0, 0], column, row };
  const world = tileRect(dataset, key);
  if (!world) throw new Error(`No tile ${column}, ${row} at level ${at}.`);
  return { key, world, voxels: { x0: 0, y0: 0, x1: TILE_SIZE, y1: TILE_SIZE } };
}

const target = [quadOf(1, 0, 0), quadOf(1, 1, 0), quadOf(1, 0, 1), quadOf(1, 1, 1)];
const told = (scene: FlatScene) => flatCells(scene).map(({ level: at, state }) => `${at} ${state}`);

describe('cells of 2D', () => {
  it('are as wanted where everything is drawn at the level that the view aims for', () => {
    expect(plan.level).toBe(1);
    expect(told(sceneOf({}, target))).toEqual(['1 exact', '1 exact', '1 exact', '1 exact']);
  });

  it('tell what stands in, and what it stands in for', () => {
    const quads = [
      ...target.slice(1),
      { ...quadOf(2, 0, 0), world: { x0: -0.5, y0: -0.5, x1: 511.5, y1: 511.5 } },
    ];
    const scene = sceneOf({ '1/0.0@d': 'loading' }, quads);
    expect(told(scene)).toEqual(['1 exact', '1 exact', '1 exact', '2 coarser', '1 loading']);
    expect(told(sceneOf({}, [quadOf(0, 1, 1)]))).toContain('0 finer');
  });

  it('wait for what is in memory and not on the screen yet', () => {
    expect(told(sceneOf({}, target.slice(1)))).toContain('1 loading');
  });

  it.each([
    ['failed', 'failed'],
    ['loading', 'loading'],
    ['queued', 'loading'],
    ['idle', 'loading'],
  ] as const)('of a chunk that is %s are %s', (chunk, state) => {
    expect(told(sceneOf({ '1/1.1@d': chunk }, target))).toContain(`1 ${state}`);
  });

  it('tell what the self-check found, drawn or missing', () => {
    const scene = sceneOf({ '1/0.0@d': 'loading' }, target.slice(1));
    const flagged = flatCells({ ...scene, flagOf: () => ({ text: 'late' }) });
    expect(flagged.map(({ state, flag }) => `${state} ${flag?.text ?? ''}`)).toEqual([
      ...['exact late', 'exact late', 'exact late', 'loading late'],
    ]);
  });

  it('are empty where the store has none of the chunks', () => {
    const none = { '1/0.0@d': 'empty', '1/0.1@d': 'empty', '1/1.0@d': 'empty', '1/1.1@d': 'empty' } as const;
    expect(told(sceneOf(none, target))).toEqual(['1 empty', '1 exact', '1 exact', '1 exact']);
  });

  it('are offline where the server is out of reach, and failed where another chunk failed for a reason of its own', () => {
    const scene = sceneOf({ '1/0.0@d': 'failed', '1/0.1@d': 'failed' }, target);
    const offline = (few: readonly string[]): FlatScene => ({
      ...scene,
      chunks: { ...scene.chunks, isOffline: (key) => few.includes(chunkKeyString(key)) },
    });
    expect(told(offline(['1/0.0@d', '1/0.1@d']))).toContain('1 offline');
    expect(told(offline(['1/0.0@d']))).toContain('1 failed');
  });
});

describe('the cell at a place', () => {
  it('is the tile that is drawn, and the chunk of it that holds the voxel', () => {
    const { shown, wanted } = tilesAt(sceneOf({}, target), [700, 300]);
    expect(shown).toEqual({ cell: [1, 0], level: 1, chunk: { dataset: 'd', level: 1, index: [1, 2] } });
    expect(wanted).toEqual(shown);
  });

  it('tells of what stands in and of what is wanted', () => {
    const { shown, wanted } = tilesAt(sceneOf({}, [quadOf(2, 0, 0)]), [700, 300]);
    expect(shown).toMatchObject({ level: 2, chunk: { level: 2, index: [0, 1] } });
    expect(wanted).toMatchObject({ level: 1, cell: [1, 0] });
  });

  it('is none outside the data', () => {
    expect(tilesAt(sceneOf({}, target), [-3, 5])).toEqual({});
  });
});
