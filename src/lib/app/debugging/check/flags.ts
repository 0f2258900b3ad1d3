import { chunkKeyString, type ChunkKey } from '../../../core';
import type { ChunkFlags } from '../cells/scene-cells';

/** What was found of chunks, for the cells that they are part of. */
export function flagsOf(found: readonly { readonly key: ChunkKey; readonly text: string }[]): ChunkFlags {
  return new Map(found.map(({ key, text }) => [chunkKeyString(key), { text }]));
}

/** Whether two say the same of the same chunks. */
export function isAlike(a: ChunkFlags, b: ChunkFlags): boolean {
  return a.size === b.size && [...a].every(([id, { text }]) => b.get(id)?.text === text);
}
