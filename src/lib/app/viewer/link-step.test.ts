import { expect, it } from 'vitest';
import type { ViewState } from '../../share';
import { stepOf } from './link-step';

const view: ViewState = {
  ...{
    sources: ['gen:ramp'],
    mode: '2d',
    axes: ['y', 'x'],
    center: { y: 0, x: 0 },
    zoom: 1,
    position: { z: 1 },
  },
  ...{ rotation: [0, 0, 0, 1], perspective: 0, layers: [] },
};

it.each<[string, Partial<ViewState>]>([
  ['opens another', { sources: ['gen:ramp', 'gen:julia'] }],
  ['changes the mode', { mode: '3d' }],
  ['rolls the axes', { axes: ['z', 'x'] }],
])('whoever %s takes a step', (_, change) => {
  expect(stepOf({ ...view, ...change })).not.toBe(stepOf(view));
});

it('whoever moves about, steps through slices or changes looks stays at the step', () => {
  const look = { id: 'layer1', visible: true, opacity: 1, blending: 'additive' };
  expect(stepOf({ ...view, center: { y: 5, x: 5 }, zoom: 9, position: { z: 7 }, layers: [look] })).toBe(
    stepOf(view),
  );
});

it('the first page is a step', () => {
  expect(stepOf(undefined)).not.toBe(stepOf(view));
});
