import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChunkKey, Dataset } from '../../../core';
import { heldPlaces, joinBuffers, layerBuffer, wantedLines } from './axis-buffer';
import { finish } from './parts.fixture';

/** Axes t, y, x; level 1 has half the steps. Chunks of two steps at level 0, of one at level 1. */
function datasetOf(count: number, patch: Partial<Dataset> = {}): Dataset {
  const level = (factor: number, chunk: number) => ({
    path: String(factor),
    scale: [factor, 1, 1],
    translation: [(factor - 1) / 2, 0, 0],
    array: { shape: [Math.ceil(count / factor), 64, 64], chunks: [chunk, 32, 32] },
  });
  const axes = ['t', 'y', 'x'].map((name) => ({ name, type: 'space' }));
  const dataset = { id: 'd', axes, levels: [level(1, 2), level(2, 1)], generated: false, ...patch };
  return dataset as unknown as Dataset;
}

const keyOf = (level: number, ...index: number[]): ChunkKey => ({ dataset: 'd', level, index });
const wantOf = (...keys: ChunkKey[]) => keys.map((key) => ({ key, priority: 0, decodedBytes: 1 }));

function bufferOf(
  count: number,
  held: readonly ChunkKey[],
  kept: readonly ChunkKey[] | undefined = undefined,
  patch = {},
) {
  const dataset = datasetOf(count, patch);
  const want = wantOf(keyOf(0, 0, 0, 0), keyOf(0, 0, 0, 1), keyOf(1, 0, 0, 0));
  const layer = { id: 'layer1', dataset, want };
  const steps = { count, transform: { scale: 1, translation: 0 } };
  const wanted = finish(wantedLines(layer, 't'));
  const places = (keys: readonly ChunkKey[]) => finish(heldPlaces(wanted, keys, 0));
  const known = { held: places(held), kept: kept && places(kept) };
  const own = finish(layerBuffer(layer, { axis: 0, steps }, known));
  return joinBuffers([own], steps);
}

describe('the buffer of an axis', () => {
  it('is sharp where all that the view wants is here, and coarse where only the coarsest level is', () => {
    const held = [
      keyOf(0, 1, 0, 0),
      keyOf(0, 1, 0, 1),
      keyOf(0, 2, 0, 0),
      keyOf(1, 1, 0, 0),
      keyOf(1, 2, 0, 0),
    ];
    expect(bufferOf(10, held)).toEqual({
      ...{ count: 10, sharp: [[2, 4]], coarse: [[4, 6]], kept: [] },
      ...{ sharpSteps: 2, coarseSteps: 2, keptSteps: 0 },
    });
  });

  it('is kept where all of it is on this device, whatever is in memory', () => {
    const kept = [keyOf(0, 4, 0, 0), keyOf(0, 4, 0, 1), keyOf(1, 4, 0, 0), keyOf(1, 0, 0, 0)];
    expect(bufferOf(10, [], kept)).toMatchObject({ sharp: [], kept: [[8, 10]], keptSteps: 2 });
  });

  it('says of what is made on demand nothing of keeping', () => {
    expect(bufferOf(4, [], [], { generated: true })?.kept).toEqual([]);
  });

  it('joins layers: a step is there when it is there of all of them', () => {
    const steps = { count: 9, transform: { scale: 1, translation: 0 } };
    const one = { sharp: [[0, 5]] as const, coarse: [[0, 9]] as const };
    const other = { sharp: [[3, 9]] as const, coarse: [[2, 9]] as const, kept: [[0, 2]] as const };
    expect(joinBuffers([one, other], steps)).toMatchObject({
      ...{ sharp: [[3, 5]], kept: [[0, 2]] },
      coarse: [
        [2, 3],
        [5, 9],
      ],
    });
    expect(joinBuffers([], steps)).toBeUndefined();
  });

  it('agrees with looking up every chunk of every step', () => {
    const key = fc.oneof(
      fc.tuple(fc.constant(0), fc.nat(7), fc.constant(0), fc.nat(1)),
      fc.tuple(fc.constant(1), fc.nat(7), fc.constant(0), fc.constant(0)),
    );
    fc.assert(
      fc.property(fc.array(key, { maxLength: 40 }), fc.integer({ min: 1, max: 15 }), (keys, count) => {
        const names = new Set(keys.map(String));
        const buffer = bufferOf(
          count,
          keys.map(([level, ...index]) => keyOf(level, ...index)),
        );
        for (let step = 0; step < count; step++) {
          const [fine, coarse] = [Math.floor(step / 2), Math.floor(step / 2)];
          const isCoarse = names.has(String([1, coarse, 0, 0]));
          const isFine = [0, 1].every((x) => names.has(String([0, fine, 0, x])));
          const isIn = (runs: readonly (readonly [number, number])[] = []) =>
            runs.some(([from, to]) => step >= from && step < to);
          expect(isIn(buffer?.sharp)).toBe(isCoarse && isFine);
          expect(isIn(buffer?.coarse)).toBe(isCoarse && !isFine);
        }
      }),
    );
  });
});
