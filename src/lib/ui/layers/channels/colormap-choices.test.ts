import { expect, it } from 'vitest';
import { colormapChoices } from './colormap-choices';

const all = [
  { name: 'gray', group: 'One colour' },
  { name: 'twilight_shifted', group: 'In a circle' },
  { name: 'I Blue', group: 'On white' },
  { name: 'blue', group: 'One colour' },
];
const found = (search: string) =>
  colormapChoices(all, search).map(({ group, colormaps }) => [group, ...colormaps.map(({ name }) => name)]);

it('finds colormaps by a part of their name or of their group, and keeps them by group', () => {
  expect(found('')).toEqual([
    ['One colour', 'gray', 'blue'],
    ['In a circle', 'twilight_shifted'],
    ['On white', 'I Blue'],
  ]);
  expect(found('BLUE')).toEqual([
    ['On white', 'I Blue'],
    ['One colour', 'blue'],
  ]);
  expect(found('circle')).toEqual([['In a circle', 'twilight_shifted']]);
  expect(found('twilight s')).toEqual([['In a circle', 'twilight_shifted']]);
  expect(found('nothing')).toEqual([]);
});
