import type { KeptName } from '../src/lib/core';

/** Where the array of a level is, and whether its chunks are parts of larger objects. */
export interface LevelPath {
  readonly path: string;
  readonly isSharded: boolean;
}

/**
 * Returns the chunk that is the object at a path below a dataset's root, by the default keys of Zarr v3 (`0/c/1/2`, `0/c.1.2`)
 * and those of v2 (`0/1.2`, `0/1/2`); `undefined` for documents and for shards.
 */
export function chunkName(levels: readonly LevelPath[], path: string): KeptName | undefined {
  for (const [level, { path: array, isSharded }] of levels.entries()) {
    const rest =
      array === '' ? path : path.startsWith(`${array}/`) ? path.slice(array.length + 1) : undefined;
    const places = rest === undefined ? undefined : /^(?:c[./])?(\d+(?:[./]\d+)*)$/.exec(rest)?.[1];
    if (places === undefined) continue;
    return isSharded ? undefined : { kind: 'chunk', level, index: places.split(/[./]/).map(Number) };
  }
  return undefined;
}
