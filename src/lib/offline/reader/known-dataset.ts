import type { ReaderMessage } from '../messages';
import type { CacheHandles } from './cache-handles';
import { KeptEntries } from './kept-entries';

/** What reading from this device needs of the worker that it runs in. */
export interface KeepReaderEffects {
  readonly caches: Pick<CacheStorage, 'has' | 'open' | 'keys'>;
  readonly post: (message: ReaderMessage, transfer: ArrayBuffer[]) => void;
  readonly later: (ms: number, run: () => void) => void;
  /** Origin of the app, which keys of entries begin with. */
  readonly origin: string;
  /** See `scopeOf`. */
  readonly scope: string;
}

/** What the keeps of all datasets share. */
export interface ReaderParts {
  readonly effects: KeepReaderEffects;
  readonly handles: CacheHandles;
  /** Resolves as a read of a cache does; with 'stalled' when the browser takes too long over it, or did just before. */
  inTime<T>(read: () => Promise<T>): Promise<T | 'stalled'>;
  /** Notes a use, of which the keeper is told soon. */
  used(dataset: string, generation: number, path: string): void;
}

/** What this worker knows of one dataset. */
export interface KnownDataset {
  readonly id: string;
  /** Resolves once it is known what is kept, or once it does not pay to wait. */
  readonly ready: Promise<void>;
  /** The latest generation. */
  generation: number;
  readonly entries: Map<number, KeptEntries>;
}

/** Entries of one generation, of which nothing is known at first. */
export function entriesOf({ entries }: KnownDataset, generation: number): KeptEntries {
  const known = entries.get(generation) ?? new KeptEntries();
  entries.set(generation, known);
  return known;
}
