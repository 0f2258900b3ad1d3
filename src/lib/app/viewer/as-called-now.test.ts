import { expect, it } from 'vitest';
import { asCalledNow } from './as-called-now';

const linkIds = new Map([
  ['layer2', 'layer1'],
  ['layer3', 'layer2'],
  ['layer3/cells', 'layer2/cells'],
]);

it('calls the layers of a link what they are called after one below was closed', () => {
  const view = {
    zoom: 2,
    swipe: { left: 'layer1', right: 'layer2', at: 0.5 },
    layers: [
      { id: 'layer2/cells' },
      { id: 'layer1', opacity: 0.5 },
      { id: 'layer2/nuclei' },
      { id: 'layer9' },
    ],
  };
  expect(asCalledNow(view, linkIds)).toEqual({
    zoom: 2,
    swipe: { left: 'layer2', right: 'layer3', at: 0.5 },
    layers: [
      { id: 'layer3/cells' },
      { id: 'layer2', opacity: 0.5 },
      { id: 'layer3/nuclei' },
      { id: 'layer9' },
    ],
  });
});

it('leaves what a link does not say unsaid', () => {
  expect(asCalledNow({ swipe: null }, linkIds)).toEqual({ swipe: null });
  expect(asCalledNow({}, linkIds)).toEqual({});
});
