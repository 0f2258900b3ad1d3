import { expect, it } from 'vitest';
import type { ChunkState } from '../../../chunks';
import { chunkKeyString, type Dataset } from '../../../core';
import { TILE_SIZE, type Quad, type TileKey } from '../../../view';
import { tileRect, type FlatScene } from '../cells/flat-cells';
import { levelSheets, sheetGap, tileWires } from './tile-wires';

const level = (factor: number) => ({
  scale: [factor, factor],
  translation: [(factor - 1) / 2, (factor - 1) / 2],
  array: { shape: [1024 / factor, 1024 / factor], chunks: [256, 256], fillValue: 0 },
});
const dataset: Dataset = {
  ...{ id: 'd', name: 'd', location: 'd', dtype: 'uint8', voxelCenters: 'declared', generated: false },
  ...{ origin: '', warnings: [], channels: [{ name: '0', active: true }] },
  axes: ['y', 'x'].map((name) => ({ name, type: 'space' as const })),
  levels: [level(1), level(2), level(4)],
};
const keyOf = (at: number, column: number, row: number): TileKey => ({
  ...{ dataset: 'd', level: at, horizontal: 1, vertical: 0, slice: [0, 0], column, row },
});
function quadOf(key: TileKey): Quad {
  const world = tileRect(dataset, key);
  if (!world) throw new Error(`No tile ${String(key.column)}, ${String(key.row)}.`);
  return { key, world, voxels: { x0: 0, y0: 0, x1: TILE_SIZE, y1: TILE_SIZE } };
}

function sceneOf(drawn: readonly TileKey[], states: Readonly<Record<string, ChunkState>> = {}): FlatScene {
  const stateOf: FlatScene['chunks']['stateOf'] = (key) => states[chunkKeyString(key)] ?? 'ready';
  return {
    ...{ layer: 'layer1', dataset, quads: drawn.map(quadOf) },
    slice: { horizontal: 1, vertical: 0, position: [0, 0], channels: [0] },
    plan: {
      level: 1,
      tiles: [keyOf(2, 0, 0), keyOf(1, 0, 0), keyOf(1, 1, 0)],
      view: { x0: 0, y0: 0, x1: 1024, y1: 512 },
    },
    chunks: { stateOf, isOffline: () => false },
    flagOf: ({ level: at }) => (at === 2 ? { text: 'late' } : undefined),
    arrivalOf: () => undefined,
  };
}

it('every planned tile lies on the sheet of its level, coarser ones higher, as it stands', () => {
  const wires = tileWires(sceneOf([keyOf(1, 0, 0)], { '1/0.1@d': 'loading' }), 100);
  expect(wires).toEqual([
    {
      box: { low: [-0.5, -0.5, -200], high: [1023.5, 1023.5, -200] },
      ...{ level: 2, state: 'exact', isDrawn: false, isFlagged: true },
    },
    {
      box: { low: [-0.5, -0.5, -100], high: [511.5, 511.5, -100] },
      ...{ level: 1, state: 'exact', isDrawn: true },
    },
    {
      box: { low: [511.5, -0.5, -100], high: [1023.5, 511.5, -100] },
      ...{ level: 1, state: 'loading', isDrawn: false },
    },
  ]);
});

it('tiles that are drawn and no longer planned are there too', () => {
  const wires = tileWires(sceneOf([keyOf(0, 3, 3)]), 100);
  expect(wires.at(-1)).toMatchObject({ level: 0, state: 'finer', isDrawn: true });
  expect(wires).toHaveLength(4);
});

it('sheets are as far apart as shows them all', () => {
  const extent = { x0: 0, y0: 0, x1: 1000, y1: 500 };
  expect(sheetGap(extent, 3)).toBe(350);
  expect(sheetGap(extent, 15)).toBeCloseTo(100);
  expect(levelSheets(extent, 2, 350).map(({ box }) => box.low[2])).toEqual([0, -350]);
});
