import { ChunkStore, type ChunkStoreOptions, type MemoryBudget } from '../../chunks';
import type { ChunkArray, ChunkKey, ReadOptions, Tuning } from '../../core';
import type { DecodePoolOptions } from '../../decode';
import type { LoadListener } from '../debugging/loads/load-listener';
import type { Projector } from '../projection/projector';
import type { LoadDetour } from './load-detour';
import type { Sources } from './sources';

/** The parts of a session that loads go through. */
export interface LoadingSession {
  readonly budget: MemoryBudget;
  readonly projector: Projector;
  readonly engine: { redraw(): void };
  readonly tuning: Tuning;
  readonly loads: LoadListener | undefined;
  /** What chunks take on their way; asked when a load starts. */
  readonly detour: LoadDetour | undefined;
}

/** The parts of a session that make room for what reads files. */
interface ReadersSession {
  readonly budget: MemoryBudget;
  readonly store: { trim(): void };
  readonly engine: { changed(): void };
}

/** Makes the chunks of a session: those that are stored are read from its sources, the others made of them. */
export function makeStore(session: LoadingSession, sources: Sources): ChunkStore {
  const load: ChunkStoreOptions['load'] = (key, options) => {
    if (!session.projector.makes(key)) return readStored(session, sources, { key, options });
    const make = () => session.projector.make(key, options.signal);
    return session.loads?.load({ key, isMade: true }, make) ?? make();
  };
  return new ChunkStore({
    budget: session.budget,
    load: (key, options) =>
      session.detour?.(key, (other) => load(other, options), options.signal) ?? load(key, options),
    tuning: () => session.tuning,
    laneOf: (key) => sources.laneOf(key),
    isRemade: (key) => sources.isGenerated(key),
    onChange: (key) => {
      session.engine.redraw();
      session.loads?.changed(key);
    },
    onHit: (key) => session.loads?.hit(key),
    now: () => performance.now(),
    later: (ms, run) => void setTimeout(run, ms),
  });
}

/** Reads a stored chunk, under the eyes of who follows loads. */
export function readStored(
  { loads }: Pick<LoadingSession, 'loads'>,
  sources: Sources,
  { key, options }: { readonly key: ChunkKey; readonly options: ReadOptions },
): Promise<ChunkArray | undefined> {
  const read = () => sources.read(key, options);
  return loads?.load({ key, isMade: false }, read) ?? read();
}

/** What the pool of workers is to tell the session: how chunks were read, or failed to be, and what readers of files hold. */
export function watchReads(
  session: ReadersSession & Pick<LoadingSession, 'loads'>,
  sources: Sources,
): Pick<DecodePoolOptions, 'onRead' | 'onReaderBytes'> {
  return {
    onRead: (read) => {
      // A failure says nothing of how fast the way is.
      if (!read.isFailed) sources.observe(read.key.dataset, read);
      session.loads?.read(read);
    },
    onReaderBytes: (bytes) => {
      session.budget.setReaders(bytes);
      session.store.trim();
      session.engine.changed();
    },
  };
}
