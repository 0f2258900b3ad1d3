import fc from 'fast-check';
import { expect, test } from 'vitest';
import { worldToScreen3D } from './camera-3d';
import { makeCamera, rotations } from './camera-3d.fixture';
import { intersectBox, intersectPlane, nearestAlong, pointAlong, rayThrough } from './ray';
import { add, dot, scaleBy, subtract, type Vec3 } from './vec3';

const box = { low: [-10, -20, -30], high: [10, 20, 30] } as const;
const pixels = fc.tuple(fc.integer({ min: 0, max: 1024 }), fc.integer({ min: 0, max: 768 }));
const ahead = fc.double({ min: 1, max: 1e4, noNaN: true });

test('every point along a ray is drawn at its pixel', () => {
  fc.assert(
    fc.property(rotations, fc.constantFrom(0, 45), pixels, ahead, (rotation, perspective, pixel, t) => {
      const camera = makeCamera({ rotation, perspective, center: [5, 6, 7], zoom: 3 });
      const ray = rayThrough(camera, pixel);
      expect(Math.hypot(...ray.direction)).toBeCloseTo(1, 12);
      const [x = NaN, y = NaN] = worldToScreen3D(camera, pointAlong(ray, t)) ?? [];
      expect(Math.hypot(x - pixel[0], y - pixel[1])).toBeLessThan(1e-6);
    }),
  );
});

test('a ray enters and leaves a box at its faces', () => {
  const ray = rayThrough(makeCamera({ center: [3, 4, 100] }), [512, 384]);
  expect(intersectBox(ray, box)).toEqual([-130, -70]);
  expect(intersectBox({ ...ray, start: -100 }, box)).toEqual([-100, -70]);
  expect(intersectBox({ ...ray, start: 0 }, box)).toBeUndefined();
  expect(intersectBox({ ...ray, origin: [11, 4, 0] }, box)).toBeUndefined();
});

test('between entering and leaving a ray is inside, before and after it is not', () => {
  const isInside = (p: readonly number[]) =>
    Math.abs(p[0] ?? NaN) <= 10 && Math.abs(p[1] ?? NaN) <= 20 && Math.abs(p[2] ?? NaN) <= 30;
  fc.assert(
    fc.property(rotations, pixels, (rotation, pixel) => {
      // Off the faces: a ray within one leaves at once or never, which rounding decides.
      const ray = rayThrough(makeCamera({ rotation, zoom: 10, center: [0.03, 0.07, 0.05] }), pixel);
      const [enter, leave] = intersectBox(ray, box) ?? [0, 0];
      const isHit = leave - enter > 1e-6;
      expect(isInside(pointAlong(ray, (enter + leave) / 2))).toBe(isHit || isInside(ray.origin));
      if (!isHit) return;
      expect(isInside(pointAlong(ray, enter - 1e-6))).toBe(false);
      expect(isInside(pointAlong(ray, leave + 1e-6))).toBe(false);
    }),
  );
});

test('a ray meets a plane where it lies in it, unless it runs along or the plane is behind the eye', () => {
  const ray = rayThrough(makeCamera({ perspective: 45 }), [700, 100]);
  const plane = { position: [1, 2, 3], normal: [1, 1, 5] } as const;
  const t = intersectPlane(ray, plane) ?? NaN;
  expect(dot(plane.normal, subtract(pointAlong(ray, t), plane.position))).toBeCloseTo(0, 9);
  expect(intersectPlane(ray, { position: [0, 0, -1e6], normal: [0, 0, 1] })).toBeUndefined();
  expect(intersectPlane({ ...ray, direction: [1, 0, 0] }, { ...plane, normal: [0, 0, 1] })).toBeUndefined();
});

test('a handle goes where its line comes nearest to the pointer', () => {
  const [position, direction]: [Vec3, Vec3] = [
    [10, -20, 30],
    [1, 2, -0.5],
  ];
  const camera = makeCamera({ perspective: 45, zoom: 2 });
  fc.assert(
    fc.property(fc.double({ min: -50, max: 50, noNaN: true }), (t) => {
      const handle = add(position, scaleBy(direction, t));
      const [x = NaN, y = NaN] = worldToScreen3D(camera, handle) ?? [];
      expect(nearestAlong(rayThrough(camera, [x, y]), position, direction)).toBeCloseTo(t, 6);
    }),
  );
});

test('a line that runs the way one looks gives a handle no place', () => {
  const ray = rayThrough(makeCamera(), [100, 100]);
  expect(nearestAlong(ray, [0, 0, 0], [0, 0, -3])).toBeUndefined();
});
