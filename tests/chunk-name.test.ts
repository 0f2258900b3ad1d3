import { describe, expect, it } from 'vitest';
import { chunkName } from '../service-worker/chunk-name';

const levels = [
  { path: '0', isSharded: false },
  { path: 'deep/1', isSharded: false },
  { path: '2', isSharded: true },
];

describe('the chunk at a path', () => {
  it.each([
    ['0/c/1/2', 0, [1, 2]],
    ['0/c.1.2', 0, [1, 2]],
    ['deep/1/0.0.7', 1, [0, 0, 7]],
    ['deep/1/3/4', 1, [3, 4]],
  ])('is told from %s', (path, level, index) => {
    expect(chunkName(levels, path)).toEqual({ kind: 'chunk', level, index });
  });

  it.each(['zarr.json', '0/zarr.json', '0/.zarray', '2/c/0/0', '1/0/0', '0/c/1/x', '01/c/0'])(
    'is none at %s',
    (path) => {
      expect(chunkName(levels, path)).toBeUndefined();
    },
  );

  it('is told from the root itself where that is the array', () => {
    expect(chunkName([{ path: '', isSharded: false }], 'c/5')).toEqual({
      kind: 'chunk',
      level: 0,
      index: [5],
    });
  });
});
