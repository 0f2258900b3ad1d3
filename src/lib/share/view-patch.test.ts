import { expect, it } from 'vitest';
import { parseViewPatch } from './view-patch';

it('takes what a script may set', () => {
  const patch = {
    sources: ['gen:ramp'],
    center: { x: 1, y: 2 },
    zoom: 3,
    rotation: [0, 0, 0, 1],
    position: { z: 4 },
    layers: [{ id: 'layer1', level: 'auto', contrast: [0, 1], channels: [{ visible: false }] }],
  };
  expect(parseViewPatch(patch)).toEqual(patch);
});

it.each([
  [{ position: { z: NaN } }, /position/],
  [{ center: { x: Infinity } }, /center/],
  [{ rotation: [0, 0, NaN, 1] }, /rotation/],
  [{ rotation: 'abc' }, /rotation/],
  [{ zoom: -1 }, /zoom/],
  [{ zoom: 0 }, /zoom/],
  [{ mode: '4d' }, /mode/],
  [{ perspective: 'x' }, /perspective/],
  [{ layers: [{ id: 'layer1', opacity: NaN }] }, /layers\.0\.opacity/],
  [{ layers: [{ id: 'layer1', visible: 'no' }] }, /layers\.0\.visible/],
  [{ layers: [{ id: 'layer1', contrast: [NaN, 1] }] }, /layers\.0\.contrast/],
  [{ layers: [{ id: 'layer1', gamma: -1 }] }, /layers\.0\.gamma/],
  [{ layers: [{ visible: true }] }, /layers\.0\.id/],
  [{ layers: [{ id: 'layer1', width: 1 }] }, /width/],
  [{ foo: 1 }, /foo/],
  [null, /valid/],
])('refuses %j and names the place', (patch, place) => {
  expect(() => parseViewPatch(patch)).toThrow(place);
});
