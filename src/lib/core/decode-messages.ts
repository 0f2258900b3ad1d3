import type { ErrorMessage } from './app-error';
import type { ChunkArray } from './chunk-array';
import type { Dataset, LevelArray } from './dataset';
import type { Traffic } from './traffic';

/** What a page asks of a decode worker. `id` is unique per worker; each request but the last two gets one reply. */
export type DecodeRequest =
  | { readonly type: 'open'; readonly id: number; readonly location: string; readonly pageUrl: string }
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
  | { readonly type: 'abort'; readonly id: number };

/** All that a worker needs to read from a dataset that it did not open itself. */
export interface DatasetHandle {
  readonly dataset: Dataset;
  /** The format's own record: documents and paths, as plain JSON. */
  readonly record: unknown;
}

/** A worker's answer to the request with the same `id`. `traffic` is what this request added. */
export type DecodeReply =
  | { readonly id: number; readonly traffic: Traffic; readonly opened: readonly DatasetHandle[] }
  | { readonly id: number; readonly traffic: Traffic; readonly level: LevelArray; readonly record: unknown }
  | { readonly id: number; readonly traffic: Traffic; readonly chunk: ChunkArray | undefined }
  | { readonly id: number; readonly traffic: Traffic; readonly error: ErrorMessage };
