import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Dataset } from '../../core';
import { toCamera3D, worldToScreen, worldToScreen3D, type Camera2D, type Camera3D } from '../../view';
import { viewportOf } from '../frame/place-quad';
import { pointsBlocks } from './points-block';
import type { PointsFrame } from './points-frame';
import { bestAnchor, type HeldCell } from './points-slots';

const SIZE = { widthPx: 900, heightPx: 600 };
/** Far out float32 has steps of eight: what is taken relative to the view must not show it. */
const FAR = 134_000_001.5;

/** Where the shader puts a point, in pixels from the top left, calculated as it does: in float32 what it has in float32. */
function shaderPlace(frame: PointsFrame, camera: Camera2D | Camera3D, world: readonly number[]): number[] {
  const low = world.map((at) => at - 500);
  const high = world.map((at) => at + 500);
  const anchor = bestAnchor({ low, high } as never, focusOf(camera, world.length));
  const cell = { slots: [0], more: [], points: 1, anchor } as unknown as HeldCell;
  const viewport = viewportOf(camera, SIZE);
  const [block] = pointsBlocks(frame, { camera, viewport }, [cell]);
  if (!block) throw new Error('no block');
  const { look, slots } = block;
  const at = world.map((one, axis) =>
    Math.fround(Math.fround(one - (anchor[axis] ?? 0)) + (slots[axis] ?? 0)),
  );
  const columns = new Int32Array(look.buffer, look.byteOffset + 24 * 4, 3);
  const xyz = [...columns].map((column) => (column < 0 ? 0 : (at[column] ?? 0)));
  const along = (from: number) => xyz.reduce((sum, one, axis) => sum + one * (look[from + axis] ?? 0), 0);
  const [right, down, away, zoom, eye] = [along(4), along(8), along(12), look[7] ?? 0, look[11] ?? 0];
  const scale = eye > 0 ? zoom / (1 + away / eye) : zoom;
  return [(look[2] ?? 0) + right * scale, SIZE.heightPx - ((look[3] ?? 0) - down * scale)];
}

function focusOf({ center }: Camera2D | Camera3D, rank: number): number[] {
  return Array.from({ length: rank }, (_, axis) => center[rank - 1 - axis] ?? 0);
}

function frameOf(rank: 2 | 3): PointsFrame {
  const axes = ['z', 'y', 'x'].slice(3 - rank).map((name) => ({ name, type: 'space' }));
  const within = axes.map(() => undefined);
  const view = rank === 2 ? { x: 1, y: 0, within } : { x: 2, y: 1, z: 0, within };
  const dataset = { id: 'd', axes } as unknown as Dataset;
  return { dataset, view, size: 1, color: [1, 1, 1] } as unknown as PointsFrame;
}

const cameras = fc
  .record({
    zoom: fc.constantFrom(0.5, 3, 40),
    turn: fc.constantFrom(0, 0.7),
    x: fc.double({ min: -300, max: 300, noNaN: true }),
    y: fc.double({ min: -300, max: 300, noNaN: true }),
  })
  .map(({ zoom, turn, x, y }): Camera2D => ({
    center: [FAR + x / zoom, FAR + y / zoom],
    ...{ zoom, turn, width: SIZE.widthPx, height: SIZE.heightPx, pixelRatio: 1 },
  }));

test('in 2D a point lies where the camera says, to a tenth of a pixel at 134 million', () => {
  fc.assert(
    fc.property(cameras, (camera) => {
      const [x, y] = worldToScreen(camera, [FAR, FAR]);
      const [left = 0, top = 0] = shaderPlace(frameOf(2), camera, [FAR, FAR]);
      expect(Math.hypot(left - x, top - y)).toBeLessThan(0.1);
    }),
  );
});

test('in 3D it does so too, orthographic and in perspective', () => {
  fc.assert(
    fc.property(cameras, fc.constantFrom(0, 50), (flat, perspective) => {
      const camera = toCamera3D(flat, FAR - 20, perspective);
      const place = worldToScreen3D(camera, [FAR, FAR, FAR]);
      if (!place) return;
      const [left = 0, top = 0] = shaderPlace(frameOf(3), camera, [FAR, FAR, FAR]);
      expect(Math.hypot(left - place[0], top - place[1])).toBeLessThan(0.1);
    }),
  );
});
