import { describe, expect, it } from 'vitest';
import { placeNames } from './place-names';

describe('names that tell locations apart', () => {
  it.each<[string, string[], string[]]>([
    ['need not be for one', ['https://a.example/x.zarr?v=1', 'https://a.example/x.zarr?v=1'], []],
    ['are their last parts', ['https://a.example/x.zarr/?v=1', 's3://b/y.zarr?v=1'], ['x.zarr', 'y.zarr']],
    ['are their hosts', ['https://a.example/x?v=1', 'https://b.example/x?v=1'], ['a.example', 'b.example']],
    [
      'are both',
      ['https://a.example/1/x', 'https://u:pw@a.example/2/x', '2/x'],
      ['a.example/1/x', 'a.example/2/x', '/2/x'],
    ],
    [
      'are numbered, without what may be secret',
      ['https://a.example/x?v=1&sig=s', 'https://a.example/x?v=2&sig=s'],
      ['a.example/x (1)', 'a.example/x (2)'],
    ],
  ])('%s', (_, locations, names) => {
    expect([...placeNames(locations).values()]).toEqual(names);
  });
});
