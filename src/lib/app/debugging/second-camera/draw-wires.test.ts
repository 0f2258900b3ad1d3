import { expect, it } from 'vitest';
import type { Camera3D } from '../../../view';
import type { MarkContext } from '../../frame/overlay/mark-context';
import { drawWires, MAX_BOXES, pickWires } from './draw-wires';
import type { Wire, Wires } from './wires';

const camera: Camera3D = {
  ...{ center: [50, 50, 50], zoom: 2, rotation: [-0.2053, 0.2853, 0.0629, 0.934], perspective: 30 },
  ...{ width: 400, height: 300, pixelRatio: 1 },
};
const corners = (z: number) => [[0, 0, z] as const, [100, 0, z] as const, [100, 100, z] as const];
const wire = (at: number, more: Partial<Wire> = {}): Wire => ({
  box: { low: [at, at, at], high: [at + 10, at + 10, at + 10] },
  ...{ level: at % 2, state: 'exact', isDrawn: true, ...more },
});
const wiresOf = (boxes: readonly Wire[]): Wires => ({
  ...{ kind: 'brick', boxes, bounds: wire(0).box, view: wire(0).box, sheets: [], axes: ['x', 'y', 'z'] },
  frustum: { near: corners(0), far: corners(100), eye: [50, 50, -90] },
});

/** A context that notes the dashes of its strokes. */
function fakeContext() {
  const dashes: string[] = [];
  let dash = '';
  const known: Record<string, unknown> = {
    setLineDash: (parts: readonly number[]) => (dash = parts.join()),
    stroke: () => dashes.push(dash),
    measureText: () => ({ width: 10 }),
  };
  const context = new Proxy({} as Record<string, unknown>, {
    get: (_, name) => known[String(name)] ?? (() => undefined),
    set: () => true,
  });
  return { context: context as unknown as MarkContext, dashes };
}
const style = { getPropertyValue: () => '#fff' };

it('says what it has drawn, by level', () => {
  const { context } = fakeContext();
  const picture = drawWires(context, wiresOf([wire(0), wire(1), wire(2)]), { camera, style });
  expect(picture).toEqual({
    ...{ kind: 'brick', boxes: 3, omitted: 0 },
    levels: [
      { level: 0, boxes: 2 },
      { level: 1, boxes: 1 },
    ],
  });
});

it('tells states apart by their edges', () => {
  const drawn = fakeContext();
  drawWires(drawn.context, wiresOf([wire(0)]), { camera, style });
  const loading = fakeContext();
  drawWires(loading.context, wiresOf([wire(0, { state: 'loading', isDrawn: false })]), { camera, style });
  expect(drawn.dashes).not.toContain('2,3');
  expect(loading.dashes).toContain('2,3');
});

it('leaves out what matters least, and says how much', () => {
  const many = Array.from({ length: MAX_BOXES + 40 }, (_, n) => wire(n, { isDrawn: n % 2 === 0 }));
  const failed = wire(1, { state: 'failed', isDrawn: false });
  const flagged = wire(3, { isFlagged: true });
  const { boxes, omitted } = pickWires([...many, failed, flagged]);
  expect(omitted).toBe(42);
  expect(boxes.slice(0, 2)).toEqual([flagged, failed]);
  expect(boxes.filter(({ isDrawn }) => !isDrawn)).toHaveLength(MAX_BOXES - MAX_BOXES / 2 - 21);
});
