import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { screenToWorld, type Camera2D } from './camera-2d';
import { gridPanes, isInPane, paneCamera, paneCamera3D, paneWithin, swipePane } from './pane';
import { screenToWorld3D, type Camera3D } from './volume/camera-3d';

const camera: Camera2D = { center: [100, 50], zoom: 2, turn: 0, width: 800, height: 600, pixelRatio: 1 };
const none = { left: 0, right: 0, top: 0, bottom: 0 };

describe('gridPanes', () => {
  it('fills a wide area with columns first', () => {
    const panes = gridPanes(2, { width: 1000, height: 400 }, none);
    expect(panes.map(({ clip }) => clip)).toEqual([
      { x0: 0, y0: 0, x1: 496, y1: 400 },
      { x0: 504, y0: 0, x1: 1000, y1: 400 },
    ]);
  });

  it('gives cells of one size that do not overlap, inside what panels leave, with the same middle each', () => {
    const insets = fc.record({
      left: fc.integer({ min: 0, max: 300 }),
      right: fc.integer({ min: 0, max: 200 }),
      top: fc.integer({ min: 0, max: 60 }),
      bottom: fc.integer({ min: 0, max: 120 }),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), insets, (count, inset) => {
        const panes = gridPanes(count, camera, inset);
        expect(panes).toHaveLength(count);
        for (const { clip, shift } of panes) {
          expect(clip.x0).toBeGreaterThanOrEqual(inset.left);
          expect(clip.y0).toBeGreaterThanOrEqual(inset.top);
          expect(clip.x1).toBeLessThanOrEqual(camera.width - inset.right + 1e-9);
          expect(clip.y1).toBeLessThanOrEqual(camera.height - inset.bottom + 1e-9);
          expect(clip.x1 - clip.x0).toBeCloseTo((panes[0]?.clip.x1 ?? 0) - (panes[0]?.clip.x0 ?? 0), 9);
          expect((clip.x0 + clip.x1) / 2 - shift[0]).toBeCloseTo(camera.width / 2, 9);
          expect((clip.y0 + clip.y1) / 2 - shift[1]).toBeCloseTo(camera.height / 2, 9);
        }
        for (const [i, a] of panes.entries())
          for (const b of panes.slice(i + 1))
            expect(
              a.clip.x1 <= b.clip.x0 ||
                b.clip.x1 <= a.clip.x0 ||
                a.clip.y1 <= b.clip.y0 ||
                b.clip.y1 <= a.clip.y0,
            ).toBe(true);
      }),
    );
  });
});

describe('paneCamera', () => {
  const anyPane = fc.oneof(
    fc.integer({ min: 1, max: 9 }).map((count) => gridPanes(count, camera, none).at(-1)),
    fc.double({ min: 0.1, max: 0.9, noNaN: true }).map((at) => swipePane('right', at, camera)),
  );

  it('sees at each point of the pane what the viewport shows there', () => {
    const turns = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(anyPane, turns, fc.nat(700), fc.nat(500), (pane, turn, x, y) => {
        if (!pane) throw new Error('no pane');
        const turned = { ...camera, turn };
        const own = paneCamera(turned, pane);
        const seen = screenToWorld(own, [x - pane.clip.x0, y - pane.clip.y0]);
        const shown = screenToWorld(turned, [x - pane.shift[0], y - pane.shift[1]]);
        expect(seen[0]).toBeCloseTo(shown[0], 8);
        expect(seen[1]).toBeCloseTo(shown[1], 8);
      }),
    );
  });

  it('in 3D keeps the eye where it is', () => {
    const space: Camera3D = {
      ...{ center: [1, 2, 3], zoom: 2, rotation: [0, 0, 0, 1], perspective: 50 },
      ...{ width: 800, height: 600, pixelRatio: 1 },
    };
    const [, pane] = gridPanes(4, space, none);
    if (!pane) throw new Error('no pane');
    const own = paneCamera3D(space, pane);
    const seen = screenToWorld3D(own, [10, 20], 30);
    const shown = screenToWorld3D(
      space,
      [pane.clip.x0 + 10 - pane.shift[0], pane.clip.y0 + 20 - pane.shift[1]],
      30,
    );
    seen.forEach((part, a) => expect(part).toBeCloseTo(shown[a] ?? NaN, 8));
  });
});

it('a part of the viewport shows each point of a pane where the whole one has it, larger', () => {
  const [, pane] = gridPanes(3, camera, none);
  if (!pane) throw new Error('no pane');
  const part = { middle: [200, 150] as const, scale: 2 };
  const own = paneWithin(pane, part, camera);
  const enlarged: Camera2D = { ...camera, zoom: 4, center: [...screenToWorld(camera, part.middle)] };
  for (const point of [
    [pane.clip.x0, pane.clip.y0],
    [310, 222],
  ] as const) {
    const there = [(point[0] - 200) * 2 + 400, (point[1] - 150) * 2 + 300] as const;
    expect(isInPane(own, there)).toBe(isInPane(pane, point));
    const shown = screenToWorld(camera, [point[0] - pane.shift[0], point[1] - pane.shift[1]]);
    const seen = screenToWorld(enlarged, [there[0] - own.shift[0], there[1] - own.shift[1]]);
    expect(seen[0]).toBeCloseTo(shown[0], 9);
    expect(seen[1]).toBeCloseTo(shown[1], 9);
  }
});

it('a divider leaves no point to both sides, and none to neither', () => {
  const [left, right] = [swipePane('left', 0.3, camera), swipePane('right', 0.3, camera)];
  for (const x of [0, 239, 240, 241, 799])
    expect([isInPane(left, [x, 5]), isInPane(right, [x, 5])].filter(Boolean)).toHaveLength(1);
});
