import { expect, it } from 'vitest';
import type { Dataset } from '../../core';
import { makePyramid } from '../pyramid.fixture';
import { cameraAt, plan } from './plan-tiles.fixture';

/** A pyramid of which each chunk is made from this many stored ones. */
function madeOf(chunks: number): Dataset {
  const dataset = makePyramid({ shape: [4096, 4096], chunks: [256, 256], levels: 5 });
  const madeFrom = { chunks, chunkBytes: 65_536, workBytes: 123 };
  return { ...dataset, levels: dataset.levels.map((level) => ({ ...level, madeFrom })) };
}

it('chunks that are made say what is held while they are', () => {
  const { want, level, limitedBy } = plan({ dataset: madeOf(10), camera: cameraAt(2048, 2048, 1) });
  expect([level, limitedBy]).toEqual([0, undefined]);
  expect(want.every(({ workBytes }) => workBytes === 123)).toBe(true);
});

it('a view that would have to read too many chunks shows a coarser level, and says why', () => {
  // Level 3 would take four in view, and the pinned level 4 one: 5000 in all.
  const { level, limitedBy } = plan({ dataset: madeOf(1000), camera: cameraAt(2048, 2048, 1) });
  expect([level, limitedBy]).toEqual([4, 'thickness']);
});

it('a view that would have to hold too much is limited by memory, however its chunks are made', () => {
  const limits = { maxTiles: 8 };
  const { limitedBy } = plan({ dataset: madeOf(2), camera: cameraAt(2048, 2048, 1), limits });
  expect(limitedBy).toBe('memory');
});
