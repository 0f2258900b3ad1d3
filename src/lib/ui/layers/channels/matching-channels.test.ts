import { expect, it } from 'vitest';
import type { ChannelModel } from '../../../app';
import { matchingChannels } from './matching-channels';

const channels = ['DAPI 405', 'CD8', 'CD4', 'Anti-CD8 far red'].map(
  (name, index) => ({ name, index }) as ChannelModel,
);
const found = (search: string) => matchingChannels(channels, search).map(({ index }) => index);

it('finds channels by words of their names in any order and case, and by their number', () => {
  expect(found('cd8')).toEqual([1, 3]);
  expect(found('red cd8')).toEqual([3]);
  expect(found(' 2 ')).toEqual([2]);
  expect(found('')).toEqual([0, 1, 2, 3]);
  expect(found('gfp')).toEqual([]);
});
