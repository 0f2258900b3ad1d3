import { expect, it } from 'vitest';
import { loadedState, placeOfId } from './loaded-nodes';

it('takes one of several images in a group for the group, and none of its levels for open', () => {
  const place = placeOfId('https://a.test/group|multiscales:1');
  const layers = [{ id: '1', place, visible: true }];
  expect(loadedState(layers, 'https://a.test/group')).toMatchObject({ layers: ['1'], isWhole: true });
  expect(loadedState(layers, 'https://a.test/group/1').layers).toEqual([]);
});
