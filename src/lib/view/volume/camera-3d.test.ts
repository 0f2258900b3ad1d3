import fc from 'fast-check';
import { expect, test } from 'vitest';
import { screenToWorld, type Camera2D } from '../camera-2d';
import {
  eyeDistance,
  eyeOf,
  screenToWorld3D,
  toCamera2D,
  toCamera3D,
  worldToScreen3D,
  type Camera3D,
} from './camera-3d';
import { makeCamera, rotations } from './camera-3d.fixture';
import {
  fitCamera3D,
  lookAlong,
  orbitBy,
  panBy3D,
  rollBy,
  zoomAbout3D,
  type AxisDirection,
} from './move-camera-3d';
import { rotate, subtract, type Vec3 } from './vec3';
import { cornersOf } from './volume-view';

const places = fc.double({ min: -1e3, max: 1e3, noNaN: true });
const cameras: fc.Arbitrary<Camera3D> = fc.record({
  center: fc.tuple(places, places, places),
  zoom: fc.double({ min: 1e-2, max: 1e2, noNaN: true }),
  rotation: rotations,
  perspective: fc.constantFrom(0, 20, 45, 90),
  width: fc.integer({ min: 10, max: 4000 }),
  height: fc.integer({ min: 10, max: 4000 }),
  pixelRatio: fc.constantFrom(1, 2),
});
const points = fc.tuple(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 4000 }));
const steps = fc.tuple(fc.integer({ min: -300, max: 300 }), fc.integer({ min: -300, max: 300 }));
/** Depths as a part of the viewport's height: before and behind the centre, and before the eye at 90° too. */
const depths = fc.double({ min: -0.4, max: 3, noNaN: true });

/** A pixel and a depth, and the world position there. */
function spot(camera: Camera3D, point: readonly [number, number], part: number): Vec3 {
  return screenToWorld3D(camera, point, (part * camera.height) / camera.zoom);
}

function onScreen(camera: Camera3D, world: Vec3): Vec3 {
  const place = worldToScreen3D(camera, world);
  if (!place) throw new Error(`${world} is behind the eye`);
  return place;
}

function expectNear(a: readonly number[], b: readonly number[], tolerance = 1e-6): void {
  for (const [i, value] of b.entries())
    expect(Math.abs(value - (a[i] ?? NaN))).toBeLessThanOrEqual(tolerance);
}

test('the identity shows x to the right, y down, and what is farther along z smaller', () => {
  const camera = makeCamera({ perspective: 45 });
  const distance = eyeDistance(camera);
  expectNear(onScreen(camera, [10, 20, 0]), [522, 404, 0]);
  expectNear(onScreen(camera, [10, 20, distance]), [517, 394, distance]);
  expectNear(eyeOf(camera) ?? [], [0, 0, -384 / Math.tan(Math.PI / 8)]);
});

test('what is not before the eye is nowhere on the screen; without an eye all is', () => {
  const camera = makeCamera({ perspective: 45 });
  expect(worldToScreen3D(camera, [0, 0, -eyeDistance(camera)])).toBeUndefined();
  expect(worldToScreen3D(makeCamera(), [0, 0, -1e9])).toEqual([512, 384, -1e9]);
  expect(eyeOf(makeCamera())).toBeUndefined();
});

test('screen and world positions are inverse at every depth', () => {
  fc.assert(
    fc.property(cameras, points, depths, (camera, point, part) => {
      const depth = (part * camera.height) / camera.zoom;
      expectNear(onScreen(camera, spot(camera, point, part)), [...point, depth]);
    }),
  );
});

test('orbit, roll and zoom keep the pivot where it is on the screen', () => {
  fc.assert(
    fc.property(cameras, points, depths, steps, (camera, point, part, step) => {
      const pivot = spot(camera, point, part);
      expectNear(onScreen(orbitBy(camera, step, pivot), pivot), point);
      expectNear(onScreen(rollBy(camera, step[0] / 100, pivot), pivot), point);
      expectNear(onScreen(zoomAbout3D(camera, 1.01 ** step[0], pivot), pivot), point);
    }),
  );
});

test('without a pivot the centre stays', () => {
  fc.assert(
    fc.property(cameras, steps, (camera, step) => {
      expectNear(orbitBy(camera, step).center, camera.center);
      expectNear(zoomAbout3D(camera, 2).center, camera.center);
    }),
  );
});

test('a drag makes what is before the pivot follow the pointer', () => {
  const camera = makeCamera();
  const right = onScreen(orbitBy(camera, [10, 0]), [0, 0, -100]);
  const down = onScreen(orbitBy(camera, [0, 10]), [0, 0, -100]);
  expectNear(right, [512 + 100 * Math.sin((10 / 768) * Math.PI), 384]);
  expectNear(down, [512, 384 + 100 * Math.sin((10 / 768) * Math.PI)]);
});

test('a thousand drags leave the rotation at length 1 and the pivot in place', () => {
  const pivot: Vec3 = [120, -50, 80];
  let camera = makeCamera({ perspective: 30, center: [10, 20, 30] });
  const before = onScreen(camera, pivot);
  for (let n = 0; n < 1000; n++) camera = orbitBy(camera, [(n % 7) - 2, (n % 5) - 1], pivot);
  expect(Math.abs(Math.hypot(...camera.rotation) - 1)).toBeLessThan(1e-12);
  expectNear(onScreen(camera, pivot), before);
});

test('a drag pans what is at its depth along with the pointer', () => {
  fc.assert(
    fc.property(cameras, points, depths, steps, (camera, point, part, step) => {
      const world = spot(camera, point, part);
      const panned = panBy3D(camera, step, (part * camera.height) / camera.zoom);
      expectNear(onScreen(panned, world), [point[0] + step[0], point[1] + step[1]]);
    }),
  );
});

test('dollying from a volume of 2^20 down to a voxel ends before it, and back shows the whole again', () => {
  const bounds = { low: [0, 0, 0], high: [2 ** 20, 2 ** 20, 2 ** 20] } as const;
  const home = fitCamera3D(bounds, { width: 1024, height: 768, pixelRatio: 1, perspective: 45 });
  const voxel: Vec3 = [700_000.5, 300_000.5, 500_000.5];
  const at = onScreen(home, voxel);
  let camera = home;
  for (let n = 0; n < 160; n++) camera = zoomAbout3D(camera, 1.1, voxel);
  expect(camera.zoom).toBeGreaterThan(1000);
  expectNear(onScreen(camera, voxel), [at[0], at[1]], 1e-3);
  expect(eyeDistance(camera)).toBeLessThan(2);
  expectNear(subtract(camera.center, voxel), [0, 0, 0], 2);
  for (let n = 0; n < 160; n++) camera = zoomAbout3D(camera, 1 / 1.1, voxel);
  expectNear(camera.center, home.center, 1e-3);
  expect(camera.zoom / home.zoom).toBeCloseTo(1, 9);
});

test.each<[AxisDirection, Vec3, Vec3]>([
  ['+z', [0, 0, 1], [0, 1, 0]],
  ['-z', [0, 0, -1], [0, 1, 0]],
  ['+x', [1, 0, 0], [0, 1, 0]],
  ['-x', [-1, 0, 0], [0, 1, 0]],
  ['+y', [0, 1, 0], [0, 0, -1]],
  ['-y', [0, -1, 0], [0, 0, 1]],
])('looking along %s, away from the eye is %j and down is %j', (direction, away, down) => {
  const { rotation } = lookAlong(makeCamera(), direction);
  expectNear(rotate(rotation, away), [0, 0, 1]);
  expectNear(rotate(rotation, down), [0, 1, 0]);
});

test('2D and 3D show the same place, and toggling twice changes nothing', () => {
  const flat: Camera2D = { center: [10, 20], zoom: 3, turn: -2, width: 800, height: 600, pixelRatio: 2 };
  const camera = toCamera3D(flat, 7, 45);
  expectNear(screenToWorld3D(camera, [13, 57]), [...screenToWorld(flat, [13, 57]), 7]);
  expect(toCamera2D(camera)).toMatchObject({ center: [10, 20], zoom: 3, width: 800, pixelRatio: 2 });
  expect(toCamera2D(camera).turn).toBeCloseTo(-2);
  expect(toCamera2D(orbitBy(camera, [100, 30])).turn).toBe(0);
});

const insets = { left: 200, right: 0, top: 50, bottom: 100 };

test('fitting along z is fitting in 2D', () => {
  const bounds = { low: [-0.5, -0.5, -0.5], high: [99.5, 49.5, 9.5] } as const;
  const camera = fitCamera3D(bounds, { width: 1000, height: 800, pixelRatio: 1, insets });
  expectNear(onScreen(camera, [-0.5, 24.5, 0]), [240, 375]);
  expectNear(onScreen(camera, [99.5, 24.5, 0]), [960, 375]);
});

test('fitting shows all corners in what panels leave free, and one at its edge', () => {
  const sides = fc.double({ min: 1, max: 1e3, noNaN: true });
  fc.assert(
    fc.property(
      fc.tuple(sides, sides, sides),
      rotations,
      fc.constantFrom(0, 45, 90),
      (high, rotation, fov) => {
        const bounds = { low: [-10, -20, -30], high } as const;
        const options = { width: 1000, height: 800, pixelRatio: 1, insets, rotation, perspective: fov };
        const camera = fitCamera3D(bounds, options);
        const spare = cornersOf(bounds).map((corner) => {
          const [x, y] = onScreen(camera, corner);
          return Math.min(x - 240, 960 - x, y - 82.5, 667.5 - y);
        });
        expect(Math.abs(Math.min(...spare))).toBeLessThan(1e-6);
      },
    ),
  );
});
