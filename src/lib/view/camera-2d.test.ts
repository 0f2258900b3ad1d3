import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  clampZoom,
  fitCamera,
  isInViewport,
  keepInSight,
  panBy,
  screenToWorld,
  visibleWorldRect,
  worldToScreen,
  zoomAbout,
  type Camera2D,
} from './camera-2d';

const still: Camera2D = { center: [10, 20], zoom: 2, turn: 0, width: 800, height: 600, pixelRatio: 1 };

const cameras = fc.record({
  center: fc.tuple(
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  ),
  zoom: fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
  turn: fc.double({ min: -7, max: 7, noNaN: true }),
  width: fc.integer({ min: 1, max: 4000 }),
  height: fc.integer({ min: 1, max: 4000 }),
  pixelRatio: fc.constantFrom(1, 2),
});
const points = fc.tuple(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 4000 }));

/** What float64 leaves of a pixel at a camera. */
function tolerancePx({ center, zoom }: Camera2D): number {
  return 1e-6 + (Math.abs(center[0]) + Math.abs(center[1])) * zoom * 1e-14;
}

function expectNear(a: readonly number[], b: readonly number[], tolerance: number): void {
  for (const [i, value] of a.entries())
    expect(Math.abs(value - (b[i] ?? NaN))).toBeLessThanOrEqual(tolerance);
}

test('the middle of the viewport shows the centre', () => {
  expect(screenToWorld(still, [400, 300])).toEqual([10, 20]);
});

test('a positive turn is clockwise on the screen', () => {
  const [x, y] = worldToScreen({ ...still, turn: Math.PI / 2 }, [11, 20]);
  expect(x).toBeCloseTo(400);
  expect(y).toBeCloseTo(302);
});

test('screen and world positions are inverse', () => {
  fc.assert(
    fc.property(cameras, points, (camera, point) => {
      expectNear(worldToScreen(camera, screenToWorld(camera, point)), point, tolerancePx(camera));
    }),
  );
});

test('a drag moves the world under the pointer along with it', () => {
  fc.assert(
    fc.property(cameras, points, (camera, [x, y]) => {
      const world = screenToWorld(camera, [x, y]);
      expectNear(worldToScreen(panBy(camera, 30, -70), world), [x + 30, y - 70], tolerancePx(camera));
    }),
  );
});

test('zooming keeps the world position under the pointer', () => {
  fc.assert(
    fc.property(cameras, points, fc.double({ min: 0.1, max: 10, noNaN: true }), (camera, point, factor) => {
      const zoomed = zoomAbout(camera, factor, point);
      expect(zoomed.zoom).toBeCloseTo(camera.zoom * factor, 5);
      expectNear(worldToScreen(zoomed, screenToWorld(camera, point)), point, tolerancePx(zoomed));
    }),
  );
});

test('at coordinate 134,000,001.5 and zoom 1000 a pixel is still a pixel', () => {
  const camera = { ...still, center: [134_000_001.5, 134_000_001.5] as const, zoom: 1e3 };
  const [x, y] = worldToScreen(camera, screenToWorld(camera, [401, 300]));
  expect(Math.abs(x - 401)).toBeLessThan(1e-3);
  expect(Math.abs(y - 300)).toBeLessThan(1e-3);
});

test('zooming in and out a thousand times about one point does not drift', () => {
  let camera: Camera2D = { ...still, center: [134_000_001.5, 50] };
  const world = screenToWorld(camera, [123, 456]);
  for (let n = 0; n < 1000; n++) camera = zoomAbout(camera, n % 2 ? 1 / 1.3 : 1.3, [123, 456]);
  expectNear(worldToScreen(camera, world), [123, 456], 1e-3);
});

test('the zoom stays within bounds', () => {
  expect(clampZoom(0)).toBeGreaterThan(0);
  expect(zoomAbout(still, 1e300, [0, 0]).zoom).toBe(clampZoom(Infinity));
});

test('the visible rectangle bounds all corners, also when turned', () => {
  fc.assert(
    fc.property(cameras, (camera) => {
      const rect = visibleWorldRect(camera);
      const slack = tolerancePx(camera) / camera.zoom;
      for (const x of [0, camera.width])
        for (const y of [0, camera.height]) {
          const [wx, wy] = screenToWorld(camera, [x, y]);
          expect(wx).toBeGreaterThanOrEqual(rect.x0 - slack);
          expect(wx).toBeLessThanOrEqual(rect.x1 + slack);
          expect(wy).toBeGreaterThanOrEqual(rect.y0 - slack);
          expect(wy).toBeLessThanOrEqual(rect.y1 + slack);
        }
    }),
  );
});

test('a turned view does not see what only the corner of its bounds meets', () => {
  const camera = { ...still, turn: Math.PI / 4 };
  const { x0, y0 } = visibleWorldRect(camera);
  expect(isInViewport(camera, { x0, y0, x1: x0 + 10, y1: y0 + 10 })).toBe(false);
  expect(isInViewport(camera, { x0: 9, y0: 19, x1: 11, y1: 21 })).toBe(true);
});

test('fitting shows everything in the middle of what panels leave free', () => {
  const rect = { x0: -0.5, y0: -0.5, x1: 99.5, y1: 49.5 };
  const insets = { left: 200, right: 0, top: 50, bottom: 100 };
  const camera = fitCamera(rect, { width: 1000, height: 800, pixelRatio: 1, insets });
  expectNear(worldToScreen(camera, [-0.5, 24.5]), [240, 375], 1e-9);
  expectNear(worldToScreen(camera, [99.5, 24.5]), [960, 375], 1e-9);
});

test('keepInSight leaves a camera alone that sees enough, and brings back one that does not, as far as it must', () => {
  const data = { x0: -30, y0: 10, x1: 500, y1: 12 };
  const near = fc.double({ min: -3000, max: 3000, noNaN: true });
  fc.assert(
    fc.property(near, near, fc.double({ min: 0.05, max: 50, noNaN: true }), (x, y, zoom) => {
      const after = keepInSight({ ...still, center: [x, y], zoom }, data);
      const view = visibleWorldRect(after);
      const strip = (size: number, whole: number): number => Math.min(48 / zoom, size, whole / 2);
      const seenX = Math.min(view.x1, data.x1) - Math.max(view.x0, data.x0);
      const seenY = Math.min(view.y1, data.y1) - Math.max(view.y0, data.y0);
      expect(seenX).toBeGreaterThan(strip(530, 800 / zoom) * 0.999 - 1e-6);
      expect(seenY).toBeGreaterThan(strip(2, 600 / zoom) * 0.999 - 1e-6);
      expect(keepInSight(after, data).center[0]).toBeCloseTo(after.center[0], 6);
    }),
  );
  const camera = { ...still, center: [100, 11], zoom: 1 } as const;
  expect(keepInSight(camera, data)).toBe(camera);
});

test('keepInSight keeps a strip beside the panels, not behind them', () => {
  const data = { x0: 0, y0: 0, x1: 1000, y1: 1000 };
  const insets = { left: 300, right: 0, top: 0, bottom: 100 };
  const after = keepInSight({ ...still, center: [5000, -5000], zoom: 1 }, data, insets);
  const view = visibleWorldRect(after);
  expect(data.x1 - (view.x0 + 300)).toBeCloseTo(48, 6);
  expect(view.y1 - 100 - data.y0).toBeCloseTo(48, 6);
});
