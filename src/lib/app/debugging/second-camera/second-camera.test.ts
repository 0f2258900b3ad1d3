import { expect, it, vi } from 'vitest';
import { cornersOf, worldToScreen3D, type Vec3, type WorldBox } from '../../../view';
import { SecondCamera } from './second-camera';

const box: WorldBox = { low: [0, 0, 0], high: [100, 60, 20] };
const size = { width: 400, height: 250, pixelRatio: 1 };

function setUp(isFlat = false) {
  const onMove = vi.fn<() => void>();
  const camera = new SecondCamera(onMove);
  camera.see(box, { isFlat, size });
  const at = (world: Vec3) => worldToScreen3D(camera.camera, world)?.slice(0, 2) ?? [];
  return { camera, onMove, at };
}

const isInside = ([x = NaN, y = NaN]: readonly number[]) => x >= 0 && x <= 400 && y >= 0 && y <= 250;

it.each([true, false])('sees all of what it is pointed at, however it is turned (flat: %s)', (isFlat) => {
  const { camera, at } = setUp(isFlat);
  for (let step = 0; step < 24; step++) {
    expect(cornersOf(box).map(at).every(isInside)).toBe(true);
    camera.turnBySteps(1, step % 5);
  }
});

it('turns the near side with the pointer: a drag over the shorter side of the canvas is half a turn', () => {
  const { camera, at, onMove } = setUp();
  camera.see({ low: [-10, -10, -10], high: [10, 10, 10] }, { isFlat: false, size });
  const before = camera.camera.rotation;
  camera.drag([100, 100], [350, 100], { shift: false });
  expect(onMove).toHaveBeenCalledOnce();
  const middle = at([0, 0, 0]);
  expect(middle[0]).toBeCloseTo(200);
  expect(middle[1]).toBeCloseTo(125);
  camera.drag([100, 100], [350, 100], { shift: false });
  const after = camera.camera.rotation;
  // A whole turn is the same rotation, written with the other sign.
  after.forEach((part, n) => expect(Math.abs(part)).toBeCloseTo(Math.abs(before[n] ?? NaN)));
});

it('turns by 15 degrees with a key', () => {
  const { camera } = setUp();
  const before = camera.camera.rotation;
  for (let step = 0; step < 24; step++) camera.turnBySteps(1, 0);
  camera.camera.rotation.forEach((part, n) => expect(Math.abs(part)).toBeCloseTo(Math.abs(before[n] ?? NaN)));
});

it('keeps what is between two fingers there, and stops at its bounds', () => {
  const { camera, at } = setUp();
  const [x = 0, y = 0] = at([50, 30, 10]);
  camera.pinch([x, y], [x + 30, y - 10], { factor: 2, turn: 0 });
  expect(at([50, 30, 10])[0]).toBeCloseTo(x + 30, 0);
  expect(at([50, 30, 10])[1]).toBeCloseTo(y - 10, 0);
  const zoom = camera.camera.zoom;
  camera.zoom(1e9);
  expect(camera.camera.zoom / zoom).toBeCloseTo(500);
});

it('goes with what it is pointed at, and begins anew when it is reset or flat things become solid', () => {
  const { camera, at } = setUp();
  const first = camera.camera;
  camera.turnBySteps(2, 1);
  camera.panBySteps(1, 0);
  camera.zoom(3);
  camera.reset();
  expect(camera.camera).toEqual(first);
  camera.see({ low: [1000, 1000, 0], high: [1200, 1120, 40] }, { isFlat: false, size });
  expect(at([1100, 1060, 20])[0]).toBeCloseTo(200);
  expect(camera.camera.zoom).toBeCloseTo(first.zoom / 2);
  camera.turnBySteps(3, 0);
  camera.see(box, { isFlat: true, size });
  camera.see(box, { isFlat: false, size });
  expect(camera.camera).toEqual(first);
});
