import { describe, expect, it } from 'vitest';
import type { Dataset, Level } from '../../../core';
import { levelsReport, worstOff } from './levels-report';

const space = (name: string) => ({ name, type: 'space' as const, unit: 'micrometer' });
const level = (scale: number, translation: number, size: number, chunk = 64): Level => ({
  scale: [1, scale, scale],
  translation: [0, translation, translation],
  array: { shape: [3, size, size], chunks: [1, chunk, chunk], fillValue: 0 },
});
const dataset = (...levels: Level[]): Dataset => ({
  ...{ id: 'a', name: 'a', location: 'https://a.test/', dtype: 'uint16', levels, channels: [] },
  axes: [{ name: 'c', type: 'channel' }, space('y'), space('x')],
  ...{ voxelCenters: 'declared', generated: false, origin: 'https://a.test', warnings: [] },
});
const nothing = { offsets: [], missing: [] };
const of = (...levels: Level[]) => levelsReport(dataset(...levels), nothing);

describe('levelsReport', () => {
  it('says which rule each level follows, and how far it is from the other', () => {
    const report = of(
      level(0.5, 0, 512),
      level(1, 0.25, 256),
      level(2, 0, 128),
      level(4, 1, 64),
      level(0.5, 0, 512),
    );
    expect(report.map(({ rule }) => rule)).toEqual(['finest', 'corner', 'center', 'other', 'same']);
    expect(report[1]?.fromCorner).toEqual([]);
    expect(report[2]?.fromCorner).toEqual([
      { axis: 'y', unit: 'micrometer', voxels: -1.5, world: -0.75 },
      { axis: 'x', unit: 'micrometer', voxels: -1.5, world: -0.75 },
    ]);
  });

  it('says how far a level is off by its voxels, in all', () => {
    const literal = dataset(level(1, 0, 512), level(2, 0, 256), level(4, 0, 128));
    const offsets = [1, 2].flatMap((at) => [1, 2].map((axis) => ({ level: at, axis, offset: 0.52 })));
    const report = levelsReport(literal, { ...nothing, offsets });
    expect(report[1]?.off?.[0]?.voxels).toBeCloseTo(-0.5, 1);
    expect(report[2]?.off?.[0]?.voxels).toBeCloseTo(-1.5, 0);
    expect(worstOff(report)).toBeCloseTo(1.56);
    const right = dataset(level(1, 0, 512), level(2, 0.5, 256), level(4, 1.5, 128));
    expect(worstOff(levelsReport(right, { ...nothing, offsets }))).toBe(0);
    expect(worstOff(levelsReport(right, nothing))).toBeUndefined();
  });

  it('finds a scale that contradicts the shape', () => {
    const report = of(level(1, 0, 512), level(2, 0.5, 171));
    expect(report[1]?.problems).toMatchObject([
      { kind: 'scale', axis: 'y', factor: 2, ratio: 512 / 171 },
      { kind: 'scale', axis: 'x' },
    ]);
    expect(
      of(level(1, 0, 513), level(2, 0.5, 256), level(4, 1.5, 129)).flatMap(({ problems }) => problems),
    ).toEqual([]);
  });

  it('finds chunks that are too large or too small to stream, with the numbers', () => {
    expect(of(level(1, 0, 8192, 4096))[0]?.problems).toContainEqual({
      ...{ kind: 'chunk-large', chunks: [1, 4096, 4096], bytes: 2 ** 25 },
    });
    expect(of(level(1, 0, 4096, 16), level(8, 3.5, 512))[0]?.problems).toEqual([
      { kind: 'chunk-small', chunks: [1, 16, 16], bytes: 512, count: 3 * 256 ** 2 },
    ]);
  });

  it('finds levels that are left out, that are not there, and an overview that is none', () => {
    const report = levelsReport(dataset(level(1, 0, 65536, 256), level(8, 3.5, 8192, 256)), {
      ...{ offsets: [], missing: [{ level: 0, message: 'zarr.json is missing.' }] },
    });
    expect(report[0]?.problems).toEqual([{ kind: 'missing', message: 'zarr.json is missing.' }]);
    expect(report[1]?.problems).toEqual([
      { kind: 'gap', factor: 8 },
      { kind: 'no-overview', bytes: 2 ** 27 },
    ]);
  });
});
