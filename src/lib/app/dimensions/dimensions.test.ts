import { expect, it } from 'vitest';
import { progressiveTuning } from '../../core';
import type { Scene } from '../scene/scene';
import { Dimensions } from './dimensions';

/** An axis t of 100 steps, half a second each, which begins at 10 s. */
function makeDimensions() {
  const state = { index: 0, moves: 0 };
  const transform = { scale: 0.5, translation: 10 };
  const scene = {
    dimensions: () => [{ axis: 't', index: state.index, count: 100, value: 0, step: 0.5 }],
    positionOwner: (axis: string) => (axis === 't' ? { transform } : undefined),
    setPosition: (_: string, index: number) => {
      const before = state.index;
      state.index = Math.min(99, Math.max(0, index));
      return state.index !== before;
    },
  } as unknown as Scene;
  const dimensions = new Dimensions({
    ...{ scene, isDrawn: () => true, drawnPosition: () => undefined },
    tuning: () => progressiveTuning,
    ...{ onMove: () => state.moves++, onChange: () => undefined },
  });
  return { dimensions, state };
}

it('steps by keys from where the axis stands, however fast they come', () => {
  const { dimensions, state } = makeDimensions();
  for (const key of ['End', 'ArrowLeft', 'PageDown'])
    expect(dimensions.stepByKey('t', { key, shiftKey: false })).toBe(true);
  expect([state.index, state.moves]).toEqual([88, 3]);
  expect(dimensions.stepByKey('t', { key: 'Enter', shiftKey: false })).toBe(false);
  expect(dimensions.stepByKey('z', { key: 'End', shiftKey: false })).toBe(false);
  expect(state.moves).toBe(3);
});

it('goes to the step that holds a world position, or to the nearest end', () => {
  const { dimensions, state } = makeDimensions();
  const indexAt = (world: number) => {
    dimensions.setWorld('t', world);
    return state.index;
  };
  expect([12, 12.2, 12.25, -5, 1e6].map(indexAt)).toEqual([4, 4, 5, 0, 99]);
  dimensions.setWorld('z', 3);
  expect(state.index).toBe(99);
});
