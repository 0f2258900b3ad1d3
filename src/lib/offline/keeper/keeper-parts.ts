import type { KeepTrouble } from '../library';
import type { SegmentIndex } from '../manifest/segment-index';
import type { KeeperNews } from '../messages';
import type { KeeperEffects } from './keeper-effects';
import type { KeepStore } from './store/keep-store';
import type { SegmentName } from '../names/cache-name';

/** What the parts of the keeper share. */
export interface KeeperParts {
  readonly index: SegmentIndex;
  readonly store: KeepStore;
  readonly effects: KeeperEffects;
  /** Why nothing is kept; 'starting' until it is known, absent while everything works. */
  readonly trouble: KeepTrouble | 'starting' | undefined;
  /** Counts uses: half a second of them is a tick. */
  readonly tick: number;
  generationOf(dataset: string): number;
  /** Tells readers, and other tabs, that entries are kept no more; without `slots`, a whole segment. */
  tellGone(
    segment: { readonly id: string; readonly name: SegmentName },
    gone: readonly string[],
    slots?: readonly number[],
  ): void;
  /** Tells the page. */
  tell(news: KeeperNews): void;
  setTrouble(trouble: KeepTrouble | undefined): void;
  /** Counts what went wrong with the storage. */
  failed(error: unknown): void;
  /** Lets all go that is kept of a dataset, and keeps nothing of it any more until the page is opened again. */
  forget(dataset: string): Promise<void>;
  /** Tells readers of everything anew. */
  refreshAll(): void;
  /** Writes the index now. */
  flush(): Promise<void>;
}
