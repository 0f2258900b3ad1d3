import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Camera2D, Quad } from '../../view';
import { QUAD_FLOATS, placeQuad, viewportOf, visibleArea } from './place-quad';

const size = { widthPx: 1024, heightPx: 768 };
const cameraAt = (center: readonly [number, number], zoom: number): Camera2D => ({
  center,
  zoom,
  turn: 0,
  width: 1024,
  height: 768,
  pixelRatio: 1,
});

function place(quad: Quad, camera: Camera2D): { area: number; floats: Float32Array } {
  const viewport = viewportOf(camera, size);
  const floats = new Float32Array(QUAD_FLOATS);
  const placing = { center: camera.center, zoom: viewport.zoom, area: visibleArea(viewport, camera.turn) };
  return { area: placeQuad(quad, placing, { layer: 3, weight: 0.5 }, { floats, at: 0 }), floats };
}

/** A tile far from the origin, whole. */
function tileQuad(column: number): Quad {
  const key = { dataset: 'd', level: 0, horizontal: 1, vertical: 0, slice: [0, 0], column, row: column };
  const from = column * 256;
  return {
    key,
    world: { x0: from - 0.5, y0: from - 0.5, x1: from + 255.5, y1: from + 255.5 },
    voxels: { x0: from, y0: from, x1: from + 256, y1: from + 256 },
  };
}

describe('placeQuad', () => {
  it('shows the voxel under every pixel to a thousandth of a pixel, far out and magnified', () => {
    const column = 523437;
    const within = fc.double({ min: 10, max: 240, noNaN: true });
    fc.assert(
      fc.property(within, within, fc.double({ min: -2, max: 4, noNaN: true }), (dx, dy, exponent) => {
        const zoom = 10 ** exponent;
        const camera = cameraAt([column * 256 + dx, column * 256 + dy], zoom);
        const { floats } = place(tileQuad(column), camera);
        const [x0 = 0, , , , u = 0, , du = 0, , base = 0] = floats;
        // The middle of the viewport is at 0.
        const voxel = base + u + (0 - x0) * du - 1;
        expect(Math.abs(voxel - (camera.center[0] + 0.5 - column * 256)) * zoom).toBeLessThan(
          1e-2 + zoom * 1e-6,
        );
      }),
    );
  });

  it('cuts a quad to the viewport, so that numbers stay small', () => {
    const { floats } = place(tileQuad(0), cameraAt([128, 128], 2000));
    expect([...floats.subarray(0, 4)]).toEqual([-512, -384, 512, 384]);
  });

  it('writes nothing for a quad out of sight', () => {
    const { area, floats } = place(tileQuad(40), cameraAt([0, 0], 1));
    expect(area).toBe(0);
    expect(floats.every((value) => value === 0)).toBe(true);
  });

  it('places quads that share an edge at the same number', () => {
    const camera = cameraAt([134000001.3, 134000001.3], 0.37);
    const column = Math.floor(134000001 / 256);
    expect(place(tileQuad(column), camera).floats[2]).toBe(place(tileQuad(column + 1), camera).floats[0]);
  });
});
