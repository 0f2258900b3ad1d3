import { makeWorld, openReader } from '../../../../../tests/faults/world';
import { chunkKeyString, type ChunkArray, type ChunkKey, type Dataset } from '../../../core';
import { makeFaults, type FaultKind } from '../faults/faults';
import { SelfCheck, type CheckState } from './self-check';

/** Everything of a generated image, read as in a worker, with faults that are made on purpose. */
async function loaded(location: string, ...faults: FaultKind[]) {
  const world = makeWorld();
  const reader = await openReader(location, world);
  const context = { traffic: world.traffic };
  for (const [level] of reader.dataset.levels.entries()) await reader.openLevel(level, context);
  const { dataset } = reader;
  const { signal } = new AbortController();
  const read = (key: ChunkKey) =>
    reader.readChunk(key.level, key.index, { ...context, signal, maxEncodedBytes: 2 ** 24 });
  const detour = makeFaults(new Set(faults), { datasetOf: () => dataset, wait: () => Promise.resolve() });
  const chunks = new Map<string, ChunkArray>();
  const keys = keysOf(dataset);
  for (const key of keys) {
    const chunk = await detour(key, read, signal);
    if (chunk) chunks.set(chunkKeyString(key), chunk);
  }
  return { dataset, keys, chunks };
}

/** All chunks of an image. */
export function keysOf({ id, levels }: Dataset): ChunkKey[] {
  return levels.flatMap(({ array }, level) => {
    const counts = array?.shape.map((size, axis) => Math.ceil(size / (array.chunks[axis] ?? 1))) ?? [];
    const indices = counts.reduce<number[][]>(
      (all, count) => all.flatMap((index) => Array.from({ length: count }, (_, at) => [...index, at])),
      [[]],
    );
    return indices.map((index) => ({ dataset: id, level, index }));
  });
}

/** What the self-check says of all of a generated image, with faults that are made on purpose. */
export async function checked(
  location: string,
  ...faults: FaultKind[]
): Promise<CheckState & { dataset: Dataset }> {
  const { dataset, keys, chunks } = await loaded(location, ...faults);
  const store = {
    get: (key: ChunkKey) => chunks.get(chunkKeyString(key)),
    stateOf: (key: ChunkKey) => (chunks.has(chunkKeyString(key)) ? ('ready' as const) : ('idle' as const)),
  };
  const check = new SelfCheck({ store, now: () => 0 });
  return { ...check.look([{ dataset, want: keys.map((key) => ({ key })) }]), dataset };
}
