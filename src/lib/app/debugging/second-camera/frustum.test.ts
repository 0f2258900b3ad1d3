import { describe, expect, it } from 'vitest';
import { worldToScreen3D, type Camera2D, type Camera3D, type Vec3 } from '../../../view';
import { columnOf, frustumOf } from './frustum';

const camera: Camera3D = {
  ...{ center: [100, 50, 10], zoom: 2, rotation: [0, 0, 0, 1], perspective: 0 },
  ...{ width: 400, height: 200, pixelRatio: 1 },
};
const bounds = { low: [0, 0, 0], high: [200, 100, 40] } as const;
const rounded = (corners: readonly Vec3[]) => corners.map((corner) => corner.map((at) => +at.toFixed(9) + 0));

describe('frustum of a 3D camera', () => {
  it('is a box over the depths of the data where there is no perspective', () => {
    const { near, far, eye } = frustumOf(camera, bounds);
    // 400 by 200 pixels at 2 for each unit, around the centre.
    const across = [
      [0, 0],
      [200, 0],
      [200, 100],
      [0, 100],
    ];
    expect(rounded(near)).toEqual(across.map(([x, y]) => [x, y, 0]));
    expect(rounded(far)).toEqual(across.map(([x, y]) => [x, y, 40]));
    expect(eye).toBeUndefined();
  });

  it('has its edges meet in the eye in perspective', () => {
    // 90 degrees over 200 pixels: the eye is 100 pixels, 50 units, before the centre.
    const { near, far, eye } = frustumOf({ ...camera, perspective: 90 }, bounds);
    expect(rounded([eye as Vec3])).toEqual([[100, 50, -40]]);
    // 40 units from the eye half the height is 40, and half the width twice that; 80 units from it twice as much.
    expect(rounded(near)).toEqual([
      [20, 10, 0],
      [180, 10, 0],
      [180, 90, 0],
      [20, 90, 0],
    ]);
    expect(rounded(far)).toEqual([
      [-60, -30, 40],
      [260, -30, 40],
      [260, 130, 40],
      [-60, 130, 40],
    ]);
  });

  it('begins a little before an eye that is inside the data', () => {
    const close = { ...camera, perspective: 90, zoom: 20, center: [100, 50, 20] as const };
    // The eye is 5 units before the centre.
    const { near, far, eye } = frustumOf(close, bounds);
    expect(eye?.[2]).toBeCloseTo(15);
    expect(near[0]?.[2]).toBeCloseTo(15.25);
    expect(far[0]?.[2]).toBeCloseTo(40);
  });

  it('has its corners in the corners of the screen, however the camera is turned', () => {
    // A third of a turn about the diagonal.
    const turned: Camera3D = { ...camera, perspective: 40, rotation: [0.5, 0.5, 0.5, 0.5] };
    const { near, far } = frustumOf(turned, bounds);
    const screen = [
      [0, 0],
      [400, 0],
      [400, 200],
      [0, 200],
    ];
    for (const side of [near, far]) {
      const seen = rounded(side.map((corner) => worldToScreen3D(turned, corner) as Vec3));
      expect(seen.map(([x, y]) => [x, y])).toEqual(screen);
    }
  });

  it('has some depth where all of the data is behind the eye', () => {
    const away: Camera3D = { ...camera, perspective: 90, center: [100, 50, 400] };
    const { near, far } = frustumOf(away, bounds);
    expect((far[0]?.[2] ?? 0) - (near[0]?.[2] ?? 0)).toBeCloseTo(0.8);
  });
});

it('a 2D camera sees a column, turned as it is', () => {
  const flat: Camera2D = {
    center: [10, 20],
    zoom: 2,
    turn: Math.PI / 2,
    width: 40,
    height: 20,
    pixelRatio: 1,
  };
  const { near, far } = columnOf(flat, [-6, 0]);
  // A quarter turn clockwise: what is right on the screen is up in the world.
  expect(rounded(near)).toEqual([
    [5, 30, -6],
    [5, 10, -6],
    [15, 10, -6],
    [15, 30, -6],
  ]);
  expect(rounded(far)[0]).toEqual([5, 30, 0]);
});
