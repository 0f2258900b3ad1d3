import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compose, dot, rotate, rotateBack, subtract, turnAbout, type Quaternion, type Vec3 } from './vec3';

const parts = fc.double({ min: -10, max: 10, noNaN: true });
const vectors = fc.tuple(parts, parts, parts);
const rotations = fc.tuple(vectors, parts).map(([axis, angle]) => turnAbout(axis, angle));

function distance(a: Vec3, b: Vec3): number {
  return Math.hypot(...subtract(a, b));
}

test('a quarter turn about z takes x to y', () => {
  expect(distance(rotate(turnAbout([0, 0, 5], Math.PI / 2), [1, 0, 0]), [0, 1, 0])).toBeLessThan(1e-15);
});

test('no axis and no angle are no turn', () => {
  expect(turnAbout([0, 0, 0], 1)).toEqual([0, 0, 0, 1]);
  expect(turnAbout([0, 5e-324, 0], 1)).toEqual([0, 0, 0, 1]);
  expect(turnAbout([1, 0, 0], 0)).toEqual([0, 0, 0, 1]);
});

test('a rotation keeps lengths, and back is its inverse', () => {
  fc.assert(
    fc.property(rotations, vectors, (q, v) => {
      const turned = rotate(q, v);
      expect(dot(turned, turned)).toBeCloseTo(dot(v, v), 9);
      expect(distance(rotateBack(q, turned), v)).toBeLessThan(1e-12);
    }),
  );
});

test('a composed rotation is one after the other, and stays of length 1', () => {
  fc.assert(
    fc.property(rotations, rotations, vectors, (a, b, v) => {
      expect(distance(rotate(compose(a, b), v), rotate(a, rotate(b, v)))).toBeLessThan(1e-12);
      let q: Quaternion = a;
      for (let n = 0; n < 100; n++) q = compose(b, q);
      expect(Math.hypot(...q)).toBeCloseTo(1, 14);
    }),
  );
});
