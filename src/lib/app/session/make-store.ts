import { ChunkStore, type ChunkStoreOptions, type MemoryBudget } from '../../chunks';
import type { Projector } from '../projection/projector';
import type { LoadDetour } from './load-detour';
import type { Sources } from './sources';

export interface MakeStoreOptions {
  readonly budget: MemoryBudget;
  readonly sources: Sources;
  readonly projector: () => Projector;
  /** What chunks take on their way; asked when a load starts. */
  readonly detour: () => LoadDetour | undefined;
  readonly onChange: () => void;
}

/** Makes the chunk store of a session: it reads from what is open, and what is made of that. */
export function makeStore({ budget, sources, projector, detour, onChange }: MakeStoreOptions): ChunkStore {
  const load: ChunkStoreOptions['load'] = (key, options) =>
    projector().makes(key) ? projector().make(key, options.signal) : sources.read(key, options);
  return new ChunkStore({
    budget,
    load: (key, options) => {
      const taken = detour();
      return taken ? taken(key, (other) => load(other, options), options.signal) : load(key, options);
    },
    laneOf: (key) => sources.laneOf(key),
    isRemade: (key) => sources.isGenerated(key),
    onChange,
    now: () => performance.now(),
    later: (ms, run) => void setTimeout(run, ms),
  });
}
