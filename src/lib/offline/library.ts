/** How much of one level of a dataset is kept. */
export interface KeptLevel {
  /** 0 is the finest. */
  readonly level: number;
  readonly chunks: number;
  /** Chunks that the level has in all; absent when its metadata is not known. */
  readonly totalChunks?: number;
  readonly bytes: number;
}

/** A dataset of which something is kept on this device. */
export interface KeptDataset {
  /** Sixteen hexadecimal digits. */
  readonly id: string;
  /** Where it came from, without secrets: it opens what is kept. */
  readonly location: string;
  readonly name: string;
  readonly bytes: number;
  /** Of `bytes`, what pins keep. */
  readonly pinnedBytes: number;
  /** Milliseconds since 1970. */
  readonly viewedAtMs: number;
  /** Finest first. */
  readonly levels: readonly KeptLevel[];
  /** A small picture of it as it was last seen. */
  readonly thumbnail?: Blob;
  /** The view that was last seen, as the fragment of a link. */
  readonly view?: string;
  /** Chunks of its pins that are missing; the browser may have deleted them. */
  readonly missingChunks: number;
}

/** Why nothing is kept, or nothing more. */
export type KeepTrouble =
  'no-caches' | 'no-database' | 'blocked' | 'newer-version' | 'storage-full' | 'broken';

/** How much is kept, and how much may be. */
export interface KeepUsage {
  readonly bytes: number;
  readonly pinnedBytes: number;
  /** The limit that the user set, or the default for this device. */
  readonly limitBytes: number;
  /** What the browser says that this site may use in all: seldom what it enforces. */
  readonly quotaBytes?: number;
  /** Whether the browser promised to delete nothing by itself; absent where it does not say. */
  readonly isPersistent?: boolean;
  /** Absent while everything works. */
  readonly trouble?: KeepTrouble;
}

/** A box of chunks of one level, in chunk units and store order; `high` is exclusive. */
export interface ChunkBox {
  readonly level: number;
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** What is to be kept offline, until it is let go. */
export interface Pin {
  readonly id: string;
  /** Sixteen hexadecimal digits. */
  readonly dataset: string;
  readonly boxes: readonly ChunkBox[];
}

/** Where a download stands. */
export interface DownloadState {
  /** That of its pin. */
  readonly id: string;
  readonly dataset: string;
  readonly name: string;
  readonly state: 'running' | 'verifying' | 'paused' | 'complete';
  readonly doneChunks: number;
  readonly totalChunks: number;
  readonly bytes: number;
  /** Why it is paused, when not by the user: a sentence. */
  readonly reason?: string;
}
