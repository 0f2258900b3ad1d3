import fc from 'fast-check';
import { expect, test } from 'vitest';
import { axisTriad, boxEdges, screenLine } from './box-overlay';
import { makeCamera, rotations } from './camera-3d.fixture';
import { worldToScreen3D } from './camera-3d';
import { lookAlong } from './move-camera-3d';
import { cornersOf } from './volume-view';

const box = { low: [-10, -20, -30], high: [10, 20, 30] } as const;

test('a box has twelve edges, four along each axis, between its corners on the screen', () => {
  fc.assert(
    fc.property(rotations, fc.constantFrom(0, 45), (rotation, perspective) => {
      const camera = makeCamera({ rotation, perspective });
      const edges = boxEdges(box, camera);
      expect([0, 1, 2].map((axis) => edges.filter((edge) => edge.axis === axis).length)).toEqual([4, 4, 4]);
      const corners = cornersOf(box).map((corner) => worldToScreen3D(camera, corner)?.slice(0, 2));
      for (const { from, to } of edges) {
        expect(corners).toContainEqual(from);
        expect(corners).toContainEqual(to);
      }
    }),
  );
});

test('edges end before the eye, and what is behind it is left out', () => {
  const camera = makeCamera({ perspective: 45, zoom: 100 });
  const edges = boxEdges(box, camera);
  expect([0, 1, 2].map((axis) => edges.filter((edge) => edge.axis === axis).length)).toEqual([2, 2, 4]);
  for (const { from, to } of edges) expect([...from, ...to].every(Number.isFinite)).toBe(true);
  const side = edges.find(({ axis, from }) => axis === 2 && from[0] < 512);
  expect(side?.from[0]).toBeLessThan(side?.to[0] ?? NaN);
});

test('the triad of a view along x shows z to the left and x away', () => {
  const [x, y, z] = axisTriad(lookAlong(makeCamera(), '+x'));
  expect(x[2]).toBeCloseTo(1);
  expect(y[1]).toBeCloseTo(1);
  expect(z[0]).toBeCloseTo(-1);
});

test('a line ends before the eye, and one behind it is none', () => {
  // The eye is 768 / 2 / tan 22.5° / 100, some 9.27, before the centre.
  const camera = makeCamera({ perspective: 45, zoom: 100 });
  expect(screenLine(camera, [-1, 0, 0], [1, 0, 0])).toEqual({ from: [412, 384], to: [612, 384] });
  const through = screenLine(camera, [1, 0, 0], [1, 0, -20]);
  expect(through?.from).toEqual([612, 384]);
  expect(through?.to[0]).toBeGreaterThan(10_000);
  expect(screenLine(camera, [0, 0, -10], [1, 0, -20])).toBeUndefined();
});
