import { expect, test } from 'vitest';
import type { ChunkKey, Dataset } from '../../core';
import type { ChunkWant } from '../../view';
import { shownParts, type ShownPart } from './shown-parts';

/** Two channels of 3 × 10 × 10 voxels in chunks that hold both channels and all planes; level 1 is half as wide. */
const dataset = {
  axes: ['c', 'z', 'y', 'x'].map((name) => ({ name, type: name === 'c' ? 'channel' : 'space' })),
  channelAxis: 0,
  levels: [1, 2].map((scale) => ({
    scale: [1, 1, scale, scale],
    translation: [0, 0, (scale - 1) / 2, (scale - 1) / 2],
    array: { shape: [2, 3, 10 / scale, 10 / scale], chunks: [2, 3, 4, 4], fillValue: 0 },
  })),
} as unknown as Dataset;

const keyOf = (level: number, y: number, x: number): ChunkKey => ({
  dataset: 'd',
  level,
  index: [0, 0, y, x],
});
const want = (...keys: ChunkKey[]): ChunkWant[] => keys.map((key) => ({ key, priority: 0, decodedBytes: 1 }));
const here = () => true;
const slice = { horizontal: 3, vertical: 2, position: [0, 2, 0, 0], channels: [0, 1] };
const boxes = (parts: readonly ShownPart[]) => parts.map(({ key, from, to }) => [key.index, from, to]);

test('a slice shows one plane of one channel of a chunk, as far as it is in view and in the level', () => {
  const plan = {
    level: 0,
    view: { x0: 2.5, x1: 99, y0: -5, y1: 1.5 },
    want: want(keyOf(0, 0, 0), keyOf(0, 0, 2)),
  };
  expect(boxes(shownParts(dataset, { slice, plan }, 1, here))).toEqual([
    [
      [0, 0, 0, 0],
      [1, 2, 0, 3],
      [2, 3, 2, 4],
    ],
    [
      [0, 0, 0, 2],
      [1, 2, 0, 0],
      [2, 3, 2, 2],
    ],
  ]);
});

test('a volume shows all of its chunks, and only the channel asked for', () => {
  const volume = { x: 3, y: 2, z: 1, position: [0, 0, 0, 0], channels: [0, 1] };
  const plan = { level: 0, want: want(keyOf(0, 2, 2)) };
  expect(boxes(shownParts(dataset, { volume, plan }, 0, here))).toEqual([
    [
      [0, 0, 2, 2],
      [0, 0, 0, 0],
      [1, 3, 2, 2],
    ],
  ]);
});

test('while nothing of the level on the screen is here, a coarser one counts, and never a finer', () => {
  const view = { x0: -0.5, x1: 9.5, y0: -0.5, y1: 9.5 };
  const plan = { level: 0, view, want: want(keyOf(0, 0, 0), keyOf(1, 0, 0)) };
  const levelsHere = (...levels: number[]) =>
    shownParts(dataset, { slice, plan }, 0, ({ level }) => levels.includes(level)).map(
      ({ key }) => key.level,
    );
  expect(levelsHere(0, 1)).toEqual([0]);
  expect(levelsHere(1)).toEqual([1]);
  expect(levelsHere()).toEqual([]);
});
