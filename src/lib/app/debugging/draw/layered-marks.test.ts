import { expect, it } from 'vitest';
import type { PointedModel } from '../debugging-model';
import { LayeredMarks, type DebuggingLayers } from './layered-marks';

const pointed = (level: number): PointedModel => ({
  ...{ layerName: 'ramp', kind: 'brick', level, cell: [0, 0, 0], chunk: [0, 0, 0], state: 'exact' },
  ...{ wanted: 1, bytes: 1 },
});

const insets = { top: 1, right: 2, bottom: 3, left: 4 };

/** All that can be drawn, put together anew as it is for each frame. */
const everything = (more: Partial<DebuggingLayers> = {}): DebuggingLayers => ({
  cells: undefined,
  plate: { pointed: pointed(0), at: [10, 20], insets: { ...insets } },
  banner: { faults: ['swap', 'upload'], top: 48 },
  ...more,
});

it('gives the same marks at every frame while they show the same, so that a picture that takes long is not held up by them', () => {
  const layered = new LayeredMarks();
  const cells = { draw: () => undefined };
  const first = layered.marks(everything({ cells }));
  expect(first).toBeDefined();
  expect(layered.marks(everything({ cells }))).toBe(first);
});

it.each<[string, Partial<DebuggingLayers>]>([
  ['other cells', { cells: { draw: () => undefined } }],
  ['another thing under the pointer', { plate: { pointed: pointed(1), at: [10, 20], insets } }],
  ['a pointer that moved', { plate: { pointed: pointed(0), at: [11, 20], insets } }],
  ['another fault', { banner: { faults: ['swap'], top: 48 } }],
  ['a bar that is higher', { banner: { faults: ['swap', 'upload'], top: 60 } }],
])('gives other marks for %s', (_, more) => {
  const layered = new LayeredMarks();
  const first = layered.marks(everything());
  expect(layered.marks(everything(more))).not.toBe(first);
});

it('gives the cells alone as they are, and nothing when there is nothing to draw', () => {
  const layered = new LayeredMarks();
  const cells = { draw: () => undefined };
  const nothing = { plate: undefined, banner: undefined };
  expect(layered.marks({ cells, ...nothing })).toBe(cells);
  expect(layered.marks({ cells: undefined, ...nothing })).toBeUndefined();
});
