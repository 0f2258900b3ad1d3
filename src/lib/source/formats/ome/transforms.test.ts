import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisAligned, composed, identityAffine, inverse, nearestAligned } from './affine';
import type { Affine } from './affine';
import { alignLevels } from './align-levels';
import { readTransforms } from './transforms';
import type { Transforms } from './transforms';

const place = { document: 'zarr.json', field: 'coordinateTransformations' };
const rank = 3;

function read(...list: object[]): Transforms {
  return readTransforms(list, rank, place);
}

function mapOf(...list: object[]): Affine {
  const { map } = read(...list);
  if (map === undefined) throw new Error('These cannot be read.');
  return map;
}

function apply(map: Affine, point: readonly number[]): number[] {
  return map.map((row) => row.reduce((sum, factor, i) => sum + factor * (point[i] ?? 1), 0));
}

const finite = fc.double({ min: -100, max: 100, noNaN: true });
const factor = fc.double({ min: 0.01, max: 100, noNaN: true });
const triple = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.array(item, { minLength: 3, maxLength: 3 });
const permutation = fc.shuffledSubarray([0, 1, 2], { minLength: 3 });
const aligned = fc.oneof(
  triple(factor).map((scale) => ({ type: 'scale', scale })),
  triple(finite).map((translation) => ({ type: 'translation', translation })),
  permutation.map((mapAxis) => ({ type: 'mapAxis', mapAxis })),
  fc.tuple(triple(factor), triple(finite)).map(([scale, offset]) => ({
    type: 'affine',
    affine: scale.map((size, i) => [0, 1, 2].map((k) => (k === i ? size : 0)).concat(offset[i] ?? 0)),
  })),
  fc.constant({ type: 'identity' }),
);
const lists = fc.array(aligned, { maxLength: 5 });

function expectClose(found: readonly number[], wanted: readonly number[]): void {
  found.forEach((value, i) =>
    expect(Math.abs(value - (wanted[i] ?? NaN))).toBeLessThan(1e-9 * (1 + Math.abs(value))),
  );
}

describe('a list of coordinate transformations', () => {
  it('is applied in order, one to what the other gave', () => {
    fc.assert(
      fc.property(lists, triple(finite), (list, point) => {
        const oneByOne = list.reduce((at, transform) => apply(mapOf(transform), at), point);
        expectClose(apply(mapOf(...list), point), oneByOne);
      }),
    );
  });

  it('is the same as a sequence, however it is nested', () => {
    fc.assert(
      fc.property(lists, lists, (first, second) => {
        const inner = { type: 'sequence', transformations: second };
        expect(mapOf({ type: 'sequence', transformations: [...first, inner] })).toEqual(
          mapOf(...first, inner),
        );
        expectClose(mapOf(...first, inner).flat(), mapOf(...first, ...second).flat());
      }),
    );
  });

  it('keeps axes parallel to the screen, and is shown exactly', () => {
    fc.assert(
      fc.property(lists, triple(fc.integer({ min: 0, max: 1000 })), (list, index) => {
        const map = mapOf(...list);
        const shown = axisAligned(map);
        expect(shown).toBeDefined();
        const world = apply(map, index);
        const found = index.map((i, axis) => i * (shown?.scale[axis] ?? 0) + (shown?.translation[axis] ?? 0));
        expectClose(
          found,
          index.map((_, axis) => world[shown?.becomes[axis] ?? -1] ?? NaN),
        );
      }),
    );
  });

  it.each([
    [{ type: 'mapAxis', mapAxis: [0, 0, 1] }],
    [{ type: 'mapAxis', mapAxis: [1, 2, 3] }],
    [{ type: 'affine', affine: [[1, 0, 0, 0]] }],
    [{ type: 'scale', scale: [1, 1] }],
    [{ type: 'sequence', transformations: 'all' }],
  ])('is refused where it breaks the specification: %j', (transform) => {
    expect(() => read(transform)).toThrow(/zarr\.json/);
  });

  it('reads maps of single axes, and the forward of two that undo each other', () => {
    const byDimension = {
      type: 'byDimension',
      transformations: [
        {
          transformation: { type: 'translation', translation: [5, 7] },
          inputAxes: [2, 0],
          outputAxes: [0, 1],
        },
        { transformation: { type: 'scale', scale: [3] }, inputAxes: [1], outputAxes: [2] },
      ],
    };
    expect(apply(mapOf(byDimension), [10, 20, 30])).toEqual([35, 17, 60]);
    const forward = { type: 'scale', scale: [2, 3, 4] };
    expect(mapOf({ type: 'bijection', forward, inverse: {} })).toEqual(mapOf(forward));
  });

  it.each(['displacements', 'coordinates', 'inverseOf', 'spline'])('says that it cannot read %s', (type) => {
    expect(read({ type })).toMatchObject({ map: undefined, unreadable: `"${type}"` });
  });
});

const turn = (degrees: number): number[][] => {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return [
    [1, 0, 0],
    [0, cos, -sin],
    [0, sin, cos],
  ];
};

function levels(after: object): { shown: ReturnType<typeof alignLevels>; warnings: string[] } {
  const warnings: string[] = [];
  const own = [
    read({ type: 'scale', scale: [4, 1, 1] }, after),
    read({ type: 'scale', scale: [4, 2, 2] }, { type: 'translation', translation: [0, 0.5, 0.5] }, after),
  ];
  return { shown: alignLevels(own, undefined, { rank, warnings }), warnings };
}

describe('levels that axes parallel to the screen cannot show', () => {
  it.each([
    ['rotation', 'turns or shears', { type: 'rotation', rotation: turn(30) }],
    ['affine', 'turns or shears', { type: 'affine', affine: turn(-20).map((row) => [...row, 0]) }],
    [
      'affine',
      'mirrors',
      {
        type: 'affine',
        affine: [
          [1, 0, 0, 0],
          [0, 1, 0, 0],
          [0, 0, -1, 0],
        ],
      },
    ],
  ])('are shown without the %s that %s, with a warning that names it', (type, what, after) => {
    const { shown, warnings } = levels(after);
    expect(warnings).toEqual([expect.stringContaining(`(${type}) ${what} the image`)]);
    const [finest, coarse] = shown ?? [];
    expectClose(finest?.scale ?? [], [4, 1, 1]);
    expectClose(coarse?.scale ?? [], [4, 2, 2]);
    expectClose(coarse?.translation ?? [], [0, 0.5, 0.5]);
  });

  it('stay where they are to each other, whatever the turn', () => {
    fc.assert(
      fc.property(triple(fc.integer({ min: -180, max: 180 })), triple(finite), (angles, offset) => {
        const rotations = angles.map((degrees) => ({ type: 'rotation', rotation: turn(degrees) }));
        const { shown } = levels({
          type: 'sequence',
          transformations: [...rotations, { type: 'translation', translation: offset }],
        });
        const [finest, coarse] = shown ?? [];
        expectClose(coarse?.scale.map((size, i) => size / (finest?.scale[i] ?? 0)) ?? [], [1, 2, 2]);
        expectClose(
          coarse?.translation.map((at, i) => at - (finest?.translation[i] ?? 0)) ?? [],
          [0, 0.5, 0.5],
        );
      }),
    );
  });

  it('turn to the nearest axes', () => {
    const map = mapOf({ type: 'rotation', rotation: turn(80) });
    expect(nearestAligned(map)?.becomes).toEqual([0, 2, 1]);
    expect(nearestAligned(mapOf({ type: 'rotation', rotation: turn(45) }))?.becomes).toEqual([0, 1, 2]);
  });

  it('are not placed at all where voxels have no size', () => {
    const flat = { type: 'affine', affine: turn(0).map((row, i) => (i === 0 ? [0, 0, 0, 0] : [...row, 0])) };
    expect(levels(flat)).toEqual({
      shown: undefined,
      warnings: [expect.stringContaining('gives voxels no size')],
    });
  });
});

describe('the inverse of a map', () => {
  it('undoes it', () => {
    const turned = fc
      .tuple(lists, fc.integer({ min: -180, max: 180 }), lists)
      .map(([before, degrees, after]) =>
        mapOf(...before, { type: 'rotation', rotation: turn(degrees) }, ...after),
      );
    fc.assert(
      fc.property(turned, (map) => {
        const back = inverse(map);
        const both = back && composed(map, back);
        const size = Math.max(...map.flat().map(Math.abs)) * Math.max(...(back ?? []).flat().map(Math.abs));
        identityAffine(rank)
          .flat()
          .forEach((value, i) =>
            expect(Math.abs((both?.flat()[i] ?? NaN) - value)).toBeLessThan(1e-12 * (1 + size)),
          );
      }),
    );
  });
});
