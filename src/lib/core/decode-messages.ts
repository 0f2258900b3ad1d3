import type { ErrorMessage } from './app-error';
import type { ChunkArray } from './chunk-array';
import type { Collection } from './collection';
import type { Dataset, LevelArray } from './dataset';
import type { LabelList, OpenHints } from './open-hints';
import type { Traffic } from './traffic';

/** What a page asks of a decode worker. `id` is unique per worker; each request but `attach`, `detach` and `abort` gets one reply. */
export type DecodeRequest =
  | {
      readonly type: 'open';
      readonly id: number;
      readonly location: string;
      readonly pageUrl: string;
      readonly hints?: OpenHints;
    }
  /** Reads a plate, a well or a list of series. */
  | {
      readonly type: 'read-collection';
      readonly id: number;
      readonly location: string;
      readonly pageUrl: string;
      readonly hints?: OpenHints;
    }
  /** Looks for label images beside a dataset. */
  | { readonly type: 'find-labels'; readonly id: number; readonly dataset: string }
  | { readonly type: 'open-level'; readonly id: number; readonly dataset: string; readonly level: number }
  | {
      readonly type: 'read';
      readonly id: number;
      readonly dataset: string;
      readonly level: number;
      readonly index: readonly number[];
      /** A response larger than this is refused while it is read. */
      readonly maxEncodedBytes: number;
    }
  /** Makes a dataset that another worker opened known to this one. `handle` is opaque to the page. */
  | { readonly type: 'attach'; readonly handle: DatasetHandle }
  /** Forgets a dataset that no layer shows any more, with all that was read of it. */
  | { readonly type: 'detach'; readonly dataset: string }
  | { readonly type: 'abort'; readonly id: number }
  /** Holds the Web Lock `name` for as long as the worker lives, so that whoever waits for it learns of its death. */
  | { readonly type: 'hold-lock'; readonly id: number; readonly name: string }
  | { readonly type: 'ping'; readonly id: number };

/** All that a worker needs to read from a dataset that it did not open itself. */
export interface DatasetHandle {
  readonly dataset: Dataset;
  /** The format's own record: paths and where to read them. Can be cloned. It may hold secrets of the location. */
  readonly record: unknown;
  /** The format's record of each level, absent until it has been opened. */
  readonly arrays: readonly unknown[];
}

/**
 * A worker's answer to the request with the same `id`. `traffic` is what this request added.
 * `protocol` is the ALPN name of the connection that a chunk came by, '' when that is not known.
 */
export type DecodeReply = ReplyHead & ReplyBody;

interface ReplyHead {
  readonly id: number;
  readonly traffic: Traffic;
  /** What readers of files hold in the worker's name, besides what they gave; absent where that is nothing. */
  readonly readerBytes?: number;
}

type ReplyBody =
  | { readonly opened: readonly DatasetHandle[] }
  | { readonly labels: LabelList }
  | { readonly collection: Collection }
  | { readonly level: LevelArray; readonly array: unknown }
  | {
      readonly chunk: ChunkArray | undefined;
      readonly protocol: string;
    }
  | { readonly alive: true }
  | {
      readonly error: ErrorMessage;
      /** The worker is not to be trusted any more, and asks to be replaced: a decoder crashed in it. */
      readonly isSpent?: true;
    };
