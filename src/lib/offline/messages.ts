import type { ChunkLines, KeptVersion, Tuning } from '../core';
import type { PickRow } from '../db';
import type { Pin, KeepTrouble } from './library';

/** What a decode worker tells the keeper, over a port of its own. Paths are those of `entryPath`. */
export type ReaderMessage =
  /** Asks what is kept of a dataset, and to be told of changes. */
  | { readonly type: 'attach'; readonly dataset: string }
  | {
      readonly type: 'write';
      readonly dataset: string;
      readonly generation: number;
      readonly path: string;
      readonly level: number;
      readonly bytes: Uint8Array<ArrayBuffer> | 'absent';
      readonly version: KeptVersion;
    }
  | {
      readonly type: 'used';
      readonly dataset: string;
      readonly generation: number;
      readonly paths: readonly string[];
    }
  | { readonly type: 'drop'; readonly dataset: string; readonly generation: number; readonly path: string }
  /** The documents differ from those of this generation. */
  | { readonly type: 'changed'; readonly dataset: string; readonly generation: number };

/** What is in one cache; paths are joined by line feeds. */
export interface KeptSegment {
  readonly cache: string;
  readonly paths: string;
  readonly absent: string;
}

/** What the keeper tells a decode worker. */
export type KeeperMessage =
  | {
      readonly type: 'entries';
      readonly dataset: string;
      readonly generation: number;
      readonly segments: readonly KeptSegment[];
    }
  | {
      readonly type: 'added';
      readonly dataset: string;
      readonly generation: number;
      readonly segment: KeptSegment;
    }
  | {
      readonly type: 'removed';
      readonly dataset: string;
      readonly generation: number;
      readonly paths: readonly string[];
    };

/** What a page tells the keeper of a dataset that it shows. */
export interface SeenDataset {
  readonly id: string;
  readonly location: string;
  readonly name: string;
  readonly totals: readonly number[];
  readonly levels?: readonly { readonly path: string; readonly isSharded: boolean }[];
  readonly view?: string;
  readonly thumbnail?: Blob;
}

/** What a page asks of the keeper; each gets one answer. */
export type KeeperQuestion =
  | { readonly type: 'library' }
  | { readonly type: 'usage' }
  | { readonly type: 'downloads' }
  | { readonly type: 'pins' }
  | { readonly type: 'set-limit'; readonly bytes: number }
  | { readonly type: 'forget'; readonly dataset: string }
  | { readonly type: 'clear-level'; readonly dataset: string; readonly level: number }
  | { readonly type: 'pin'; readonly pin: Pin; readonly totalChunks: number }
  | { readonly type: 'unpin'; readonly id: string }
  | {
      readonly type: 'note-download';
      readonly id: string;
      readonly state: 'running' | 'paused' | 'complete';
      readonly doneChunks: number;
      readonly reason?: string;
    }
  /** Which of these paths are not kept; waits until all that was to be written has been. */
  | { readonly type: 'missing'; readonly dataset: string; readonly paths: readonly string[] }
  /** Reads these entries and drops those that are damaged; the answer says which are not kept. */
  | { readonly type: 'verify'; readonly dataset: string; readonly paths: readonly string[] }
  /** Mean encoded bytes of the chunks that are kept of each level. */
  | { readonly type: 'mean-bytes'; readonly dataset: string }
  /** At which places along an axis, in chunk units, all these lines of chunks are kept; answered with `LinePlaces[]`. */
  | {
      readonly type: 'kept-places';
      readonly dataset: string;
      readonly axis: number;
      readonly wanted: readonly ChunkLines[];
    }
  /** Folders and files of this device that the user picked: `PickRow[]`, last viewed first. */
  | { readonly type: 'picks' }
  | { readonly type: 'put-pick'; readonly pick: PickRow }
  | { readonly type: 'forget-pick'; readonly id: string }
  /** Writes the index now. */
  | { readonly type: 'flush' };

export type PageMessage =
  | { readonly type: 'connect'; readonly port: MessagePort }
  /** Chunks that the frame shows, by dataset: all that this page shows. */
  | { readonly type: 'showing'; readonly leases: readonly { dataset: string; paths: readonly string[] }[] }
  | { readonly type: 'seen'; readonly dataset: SeenDataset }
  /** By which constants this page makes room; as by default until it says so. */
  | { readonly type: 'tune'; readonly tuning: Tuning }
  | { readonly type: 'ask'; readonly id: number; readonly question: KeeperQuestion };

/** What the keeper tells its page. */
export type KeeperNews =
  | { readonly type: 'answer'; readonly id: number; readonly value?: unknown; readonly error?: string }
  /** Documents of a dataset are others than those that it was opened with. */
  | { readonly type: 'dataset-changed'; readonly dataset: string }
  /** Chunks are kept that were not, or are not any more; told once for many. */
  | { readonly type: 'kept-changed' }
  /** Something of what the library shows has changed. */
  | { readonly type: 'library-changed' }
  /** Entries went to make room. */
  | { readonly type: 'evicted'; readonly entries: number }
  | { readonly type: 'trouble'; readonly trouble: KeepTrouble | undefined };

/** What a decode worker gets once, before anything else: the way to the keeper. */
export interface ConnectMessage {
  readonly type: 'keep';
  readonly port: MessagePort;
  readonly scope: string;
  readonly origin: string;
}

/** What the keeper's worker gets once. */
export interface KeeperSetup {
  readonly type: 'setup';
  readonly scope: string;
  readonly origin: string;
  readonly device: 'desktop' | 'tablet' | 'phone';
}
