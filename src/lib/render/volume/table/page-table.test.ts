import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../core';
import { type BrickKey, type BrickPlan, type Vec3, levelVolume, parentBrick } from '../../../view';
import type { BrickRecord } from '../bricks/brick-record';
import { tableEnd, writeTable } from './page-table';
import { packBounds, packEntry, unpackBounds, unpackEntry } from './table-entry';

/** Levels that shrink by a factor of their own on each axis, over two channels. */
function datasetOf(size: Vec3, factors: readonly Vec3[]): Dataset {
  const scales = factors.reduce<Vec3[]>(
    (list, factor) => {
      const last = list.at(-1) ?? factor;
      return [...list, [last[0] * factor[0], last[1] * factor[1], last[2] * factor[2]]];
    },
    [[1, 1, 1]],
  );
  return {
    id: 'd',
    name: 'd',
    location: 'd',
    dtype: 'uint8',
    axes: ['c', 'z', 'y', 'x'].map((name) => ({ name, type: name === 'c' ? 'channel' : 'space' })),
    levels: scales.map(([x, y, z]) => ({
      scale: [1, z, y, x],
      translation: [0, (z - 1) / 2, (y - 1) / 2, (x - 1) / 2],
      array: {
        shape: [2, Math.ceil(size[2] / z), Math.ceil(size[1] / y), Math.ceil(size[0] / x)],
        chunks: [1, 32, 32, 32],
        fillValue: 0,
      },
    })),
    channelAxis: 0,
    channels: [
      { name: 'a', active: true },
      { name: 'b', active: true },
    ],
    voxelCenters: 'declared',
    generated: true,
    origin: '',
    warnings: [],
  };
}

const view = { x: 3, y: 2, z: 1, position: [0, 0, 0, 0], channels: [0, 1] };

/** Every brick of every level, coarse before fine. */
function planOf(dataset: Dataset): BrickPlan {
  const bricks: BrickKey[] = [];
  const boxes = dataset.levels.map((_, level) => ({
    low: [0, 0, 0] as Vec3,
    high: levelVolume(dataset, view, level).bricks,
  }));
  for (let level = boxes.length - 1; level >= 0; level--) {
    const [w, h, d] = boxes[level]?.high ?? [0, 0, 0];
    for (let n = 0; n < w * h * d * 2; n++) {
      const cell = n >> 1;
      const brick: Vec3 = [cell % w, Math.floor(cell / w) % h, Math.floor(cell / (w * h))];
      bricks.push({ dataset: 'd', level, slice: [n % 2, 0, 0, 0], axes: [3, 2, 1], brick });
    }
  }
  const lod = { from: [0, 0, 0] as Vec3, reach: boxes.map(() => Infinity) };
  return { level: 0, threshold: 1, voxelPx: 1, bricks, want: [], open: [], boxes, lod };
}

const recordOf = (key: BrickKey, slot: number | undefined): BrickRecord => ({
  key,
  ...(slot !== undefined && { slot }),
  range: { min: 7, max: slot === undefined ? 7 : 9, hasNaN: false },
  isEmpty: false,
  missing: [],
});

const factor = fc.tuple(...[0, 1, 2].map(() => fc.constantFrom(1, 2, 3))) as fc.Arbitrary<
  [number, number, number]
>;
const extent = fc.integer({ min: 1, max: 400 });

describe('writeTable', () => {
  it('gives each cell its brick, or the best that is there above it', () => {
    const cases = fc.record({
      size: fc.tuple(extent, extent, extent),
      factors: fc.array(factor, { minLength: 1, maxLength: 3 }),
      seed: fc.integer({ min: 1, max: 1e6 }),
    });
    fc.assert(
      fc.property(cases, ({ size, factors, seed }) => {
        const dataset = datasetOf(size, factors);
        const plan = planOf(dataset);
        const isThere = (n: number): boolean => (n * 7919 + seed) % 5 < seed % 5;
        const find = (n: number): BrickRecord | undefined => {
          const key = plan.bricks[n];
          return key && isThere(n) ? recordOf(key, n % 3 === 0 ? undefined : n) : undefined;
        };
        const words = new Uint32Array(2 * (plan.bricks.length + 10)).fill(12345);
        const levels = writeTable({ dataset, view, plan, channels: [0, 1], find }, { words, start: 10 });
        expect(tableEnd(levels, 2, 10)).toBeLessThanOrEqual(plan.bricks.length + 10);
        const there = new Map(
          plan.bricks.flatMap((key, n) => (isThere(n) ? [[nameOf(key), n] as const] : [])),
        );
        for (const key of plan.bricks) {
          const own = levels.findIndex(({ volume }) => volume.level === key.level);
          if (own < 0) continue;
          const { address, cells, size: cellsAlong } = levels[own] ?? fail();
          const [x, y, z] = key.brick;
          const at =
            2 * (address + (key.slice[0] ?? 0) * cells + x + cellsAlong[0] * (y + cellsAlong[1] * z));
          const found = unpackEntry(words[at] ?? 0, words[at + 1] ?? 0);
          let [delta, brick] = [0, key.brick];
          const nameAt = (): string =>
            nameOf({ ...key, level: levels[own + delta]?.volume.level ?? -1, brick });
          while (own + delta < levels.length && !there.has(nameAt())) {
            const [fine, coarse] = [levels[own + delta], levels[own + delta + 1]];
            delta++;
            if (fine && coarse) brick = parentBrick(fine.volume, coarse.volume, brick);
          }
          const n = there.get(nameAt());
          const kind = n === undefined ? 'missing' : n % 3 === 0 ? 'uniform' : 'resident';
          expect(found.kind).toBe(kind);
          if (n === undefined) continue;
          expect(found.delta).toBe(delta);
          expect(found.slot).toBe(n % 3 === 0 ? 0 : n);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('leaves out the finest levels when there is no room, and levels of which nothing is there', () => {
    const dataset = datasetOf(
      [256, 256, 256],
      [
        [2, 2, 2],
        [2, 2, 2],
      ],
    );
    const plan = planOf(dataset);
    const find = (n: number): BrickRecord | undefined => plan.bricks[n] && recordOf(plan.bricks[n], n);
    const words = new Uint32Array(2 * (16 + 128));
    const volume = { dataset, view, plan, channels: [0, 1] };
    expect(writeTable({ ...volume, find }, { words, start: 0 }).map((l) => l.volume.level)).toEqual([1, 2]);
    const coarse = (n: number): BrickRecord | undefined =>
      plan.bricks[n]?.level === 2 ? find(n) : undefined;
    expect(writeTable({ ...volume, find: coarse }, { words, start: 0 }).map((l) => l.volume.level)).toEqual([
      2,
    ]);
  });
});

describe('packEntry', () => {
  it('is read back as it was', () => {
    const entry = { kind: 'resident', delta: 31, slot: 2 ** 20 - 1 } as const;
    expect(unpackEntry(packEntry(entry), 5)).toEqual({ ...entry, bounds: 5 });
  });

  it('rounds bounds outwards, by less than a hundredth', () => {
    const value = fc.float({
      noNaN: true,
      noDefaultInfinity: true,
      min: Math.fround(-1e38),
      max: Math.fround(1e38),
    });
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [low, high] = unpackBounds(packBounds(Math.min(a, b), Math.max(a, b)));
        expect(low).toBeLessThanOrEqual(Math.min(a, b));
        expect(high).toBeGreaterThanOrEqual(Math.max(a, b));
        expect(Math.abs(low - Math.min(a, b))).toBeLessThanOrEqual(Math.abs(Math.min(a, b)) / 100 + 1e-39);
      }),
    );
  });
});

function nameOf({ level, slice, brick }: BrickKey): string {
  return `${level}/${slice.join()}/${brick.join()}`;
}

function fail(): never {
  throw new Error('level not in the table');
}
