import { expect, it } from 'vitest';
import { readoutByLayer } from './readout-groups';

it('puts the channels of a layer side by side, in their order', () => {
  const line = { level: 2, index: [0, 7, 9], color: '#fff' };
  const groups = readoutByLayer([
    { ...line, layer: 'a', channel: 'DAPI', value: 1 },
    { ...line, layer: 'a', channel: 'NeuN', value: 2 },
    { ...line, layer: 'b', value: null },
  ]);
  expect(groups.map(({ layer, values }) => [layer, values.map(({ value }) => value)])).toEqual([
    ['a', [1, 2]],
    ['b', [null]],
  ]);
  expect(groups[0]?.index).toEqual([0, 7, 9]);
});
