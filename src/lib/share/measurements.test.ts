import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeView, encodeView } from './view-fragment';
import { parseViewPatch } from './view-patch';
import type { MeasurementState, ViewState } from './view-state';

const view: ViewState = {
  ...{ sources: [], mode: '2d', axes: ['y', 'x'], center: { y: 0, x: 0 }, zoom: 1 },
  ...{ rotation: [0, 0, 0, 1], perspective: 0, position: {}, layers: [] },
};
const counts = { distance: 2, angle: 3, box: 2 };
const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);

const measurements: fc.Arbitrary<MeasurementState[]> = fc.array(
  fc
    .record({
      kind: fc.constantFrom('distance' as const, 'angle' as const, 'box' as const),
      axes: fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 3 }),
      numbers: fc.array(finite, { minLength: 9, maxLength: 9 }),
    })
    .map(({ kind, axes, numbers }) => ({
      ...{ kind, axes },
      points: Array.from({ length: counts[kind] }, (_, at) =>
        numbers.slice(at * axes.length, (at + 1) * axes.length),
      ),
    })),
  { maxLength: 5 },
);

describe('measurements', () => {
  it('are in a link as they are in the state, to the last digit', async () => {
    await fc.assert(
      fc.asyncProperty(measurements, async (all) => {
        const read = await decodeView(encodeView({ ...view, measurements: all }));
        expect(read.view.measurements).toEqual(all);
        expect(parseViewPatch({ measurements: all }).measurements).toEqual(all);
      }),
    );
  });

  it('take no more of a link than their numbers and a few letters', () => {
    const line: MeasurementState = {
      kind: 'distance',
      axes: ['y', 'x'],
      points: [
        [1, 2],
        [3, 4],
      ],
    };
    const bytes = encodeView({ ...view, measurements: [line] }).length - encodeView(view).length;
    expect(bytes).toBeLessThan(70);
  });

  it.each([
    [
      {
        kind: 'line',
        axes: ['y', 'x'],
        points: [
          [0, 0],
          [1, 1],
        ],
      },
    ],
    [
      {
        kind: 'angle',
        axes: ['y', 'x'],
        points: [
          [0, 0],
          [1, 1],
        ],
      },
    ],
    [
      {
        kind: 'box',
        axes: ['y', 'x'],
        points: [
          [0, 0],
          [1, 1, 1],
        ],
      },
    ],
    [
      {
        kind: 'box',
        axes: ['y', 'y'],
        points: [
          [0, 0],
          [1, 1],
        ],
      },
    ],
    [{ kind: 'box', axes: ['y'], points: [[0], [1]] }],
    [
      {
        kind: 'box',
        axes: ['y', 'x'],
        points: [
          [0, NaN],
          [1, 1],
        ],
      },
    ],
    [
      {
        kind: 'box',
        axes: ['y', 'x'],
        points: [
          [0, 0],
          [1, 1],
        ],
        color: 'red',
      },
    ],
  ])('%j is refused', (wrong) => {
    expect(() => parseViewPatch({ measurements: [wrong] })).toThrow(/measurements/);
  });
});
