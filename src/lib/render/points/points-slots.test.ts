import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Dataset } from '../../core';
import { PointsPool, SLOT_BYTES } from './points-pool';
import { packCell, SLOT_POINTS } from './points-slots';
import type { PointsFrame } from './points-frame';

function listOf(count: number, rows: number, columns: number): Dataset {
  const axes = ['t', 'c', 'z', 'y', 'x'].slice(5 - columns).map((name) => ({ name, type: 'space' as const }));
  const each = <T>(value: T): T[] => axes.map(() => value);
  const level = {
    scale: each(2),
    translation: each(10),
    array: { shape: each(1000), chunks: each(1000), fillValue: 0 },
  };
  const points = {
    count,
    rows,
    columns,
    parts: Math.ceil(count / rows),
    properties: [],
    origin: each(3),
    step: each(1),
  };
  return { id: 'list', dtype: 'float64', axes, levels: [level], points } as unknown as Dataset;
}

const box = { low: [-1e9, -1e9], high: [1e9, 1e9] };

test('positions are exact: what is packed is the world position less the anchor, for every row that is a point', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -1e8, max: 1e8 }), fc.integer({ min: -1e8, max: 1e8 })), {
        minLength: 1,
        maxLength: 40,
      }),
      fc.boolean(),
      (rows, isFortran) => {
        const dataset = listOf(rows.length, 64, 2);
        const data = new Float64Array(128);
        const [down, across] = isFortran ? [1, 64] : [2, 1];
        const stride = [down, across];
        rows.forEach((row, at) =>
          row.forEach((value, axis) => (data[at * down + axis * across] = value + 0.5)),
        );
        const [first = [0, 0]] = rows;
        const anchor = first.map((at) => (at + 0.5 - 3) * 2 + 10);
        const cell = { key: { dataset: 'list', level: 0, index: [0, 0] }, ...box };
        const packed = packCell(
          { dataset },
          cell,
          { data, shape: [64, 2], stride },
          { anchor, most: Infinity },
        );
        expect(packed.points).toBe(rows.length);
        rows.forEach((row, at) =>
          row.forEach((value, axis) =>
            expect(packed.first[at * 4 + axis]).toBe(Math.fround((value - (first[axis] ?? NaN)) * 2)),
          ),
        );
      },
    ),
  );
});

test('rows beyond the end of a list, and rows without a place, are no points; a fifth column goes into texels of its own', () => {
  const dataset = listOf(70, 64, 5);
  const data = Float64Array.from({ length: 64 * 5 }, (_, at) => at);
  data[5] = NaN;
  const cell = { key: { dataset: 'list', level: 0, index: [1, 0] }, ...box };
  const packed = packCell(
    { dataset },
    cell,
    { data, shape: [64, 5], stride: [5, 1] },
    { anchor: [0, 0, 0, 0, 0], most: Infinity },
  );
  expect(packed.points).toBe(5);
  expect(packed.second?.[0]).toBe((4 - 3) * 2 + 10);
  expect(packed.second?.[4]).toBe((14 - 3) * 2 + 10);
});

test('a pool never takes more slots than it has, and makes room for what is planned', () => {
  const written = new Set<number>();
  const pool = new PointsPool(4, (slot) => written.add(slot));
  const dataset = listOf(10 * SLOT_POINTS, SLOT_POINTS, 2);
  const data = new Float64Array(SLOT_POINTS * 2);
  const chunks = {
    get: () => ({ data, shape: [SLOT_POINTS, 2], stride: [2, 1] }),
    stateOf: () => 'ready' as const,
  };
  const frameOf = (parts: readonly number[]): PointsFrame => {
    const cells = parts.map((part) => ({ key: { dataset: 'list', level: 0, index: [part, 0] }, ...box }));
    const view = { x: 1, y: 0, within: [undefined, undefined] };
    return { id: 'a', dataset, view, plan: { cells } } as unknown as PointsFrame;
  };
  const show = (parts: readonly number[]) => {
    const frame = frameOf(parts);
    pool.upload([{ frame, focus: [0, 0], zoom: 1 }], chunks, { maxMs: Infinity });
    return pool.cellsOf(frame).length;
  };
  expect(show([0, 1, 2])).toBe(3);
  expect(show([3, 4, 5, 6])).toBe(4);
  expect(show([0, 1, 2, 3, 4, 5])).toBe(4);
  expect(Math.max(...written)).toBeLessThan(4);
});

test('a chunk that was read anew takes the place of the one before', () => {
  let writes = 0;
  const pool = new PointsPool(4, () => writes++);
  const dataset = listOf(SLOT_POINTS, SLOT_POINTS, 2);
  const cells = [{ key: { dataset: 'list', level: 0, index: [0, 0] }, ...box }];
  const view = { x: 1, y: 0, within: [undefined, undefined] };
  const frame = { id: 'a', dataset, view, plan: { cells } } as unknown as PointsFrame;
  const chunkOf = () => ({
    data: new Float64Array(SLOT_POINTS * 2),
    shape: [SLOT_POINTS, 2],
    stride: [2, 1],
  });
  const show = (chunk: ReturnType<typeof chunkOf>) => {
    const chunks = { get: () => chunk, stateOf: () => 'ready' as const };
    pool.upload([{ frame, focus: [0, 0], zoom: 1 }], chunks, { maxMs: Infinity });
  };
  const first = chunkOf();
  show(first);
  show(first);
  expect(writes).toBe(1);
  show(chunkOf());
  expect(writes).toBe(2);
  expect(pool.cellsOf(frame)).toHaveLength(1);
});

test('of a chunk with more points than there are slots those at its beginning are held, and more once there is room', () => {
  const pool = new PointsPool(4, () => undefined);
  const rows = 6 * SLOT_POINTS;
  const chunks = {
    get: () => ({ data: new Float64Array(rows * 2), shape: [rows, 2], stride: [2, 1] }),
    stateOf: () => 'ready' as const,
  };
  const chunk = chunks.get();
  chunks.get = () => chunk;
  const dataset = listOf(rows, rows, 2);
  const view = { x: 1, y: 0, within: [undefined, undefined] };
  const frameOf = (name: string): PointsFrame => {
    const cells = [{ key: { dataset: name, level: 0, index: [0, 0] }, ...box }];
    return { id: name, dataset: { ...dataset, id: name }, view, plan: { cells } } as unknown as PointsFrame;
  };
  const upload = (...names: string[]) =>
    pool.upload(
      names.map((name) => ({ frame: frameOf(name), focus: [0, 0], zoom: 1 })),
      chunks,
      { maxBytes: Infinity, maxMs: Infinity },
    );
  const pointsOf = (name: string) => pool.cellsOf(frameOf(name)).map(({ cell }) => cell.points);
  expect(upload('a', 'b')).toEqual({ bytes: 4 * SLOT_BYTES, pending: 0 });
  expect([pointsOf('a'), pointsOf('b')]).toEqual([[4 * SLOT_POINTS], []]);
  expect(upload('a', 'b'), 'nothing is packed again').toEqual({ bytes: 0, pending: 0 });
  expect(upload('b').bytes).toBe(4 * SLOT_BYTES);
  expect(pointsOf('b')).toEqual([4 * SLOT_POINTS]);
});
