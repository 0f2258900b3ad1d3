import { Dexie, type EntityTable } from 'dexie';

/** The shape of the rows. A database that a newer version of the app has changed has a larger number in `meta`. */
export const schemaEpoch = 1;

/** One number by name: `schema-epoch`, `tick`, `limit-bytes`, `learned-bytes`, and `forget:` with a dataset that is being let go. */
export interface MetaRow {
  readonly key: string;
  readonly value: number;
}

export interface DatasetRow {
  /** Sixteen hexadecimal digits, see `datasetKey`. */
  readonly id: string;
  /** Where it is, without secrets. */
  readonly location: string;
  readonly name: string;
  /** From 1: rises when its documents have changed. */
  readonly generation: number;
  /** Milliseconds since 1970; shown, and never decided by. */
  readonly viewedAtMs: number;
  /** Chunks of each level, finest first; 0 where not known. */
  readonly totals: readonly number[];
  /** Path of each level's array below the location, and whether its chunks are parts of shards; absent where not known. */
  readonly levels?: readonly { readonly path: string; readonly isSharded: boolean }[];
  /** Fragment of a link to what was last seen. */
  readonly view?: string;
  readonly thumbnail?: Blob;
}

/** One cache: what is in it, one value for each slot. */
export interface SegmentRow {
  /** Name of the cache. */
  readonly id: string;
  readonly dataset: string;
  readonly generation: number;
  readonly level: number;
  /** Paths of entries, joined by line feeds. */
  readonly paths: string;
  /** Bytes of the bodies. */
  readonly lengths: Uint32Array;
  readonly born: Uint32Array;
  /** 1: gone. 2: the store has no such object. */
  readonly flags: Uint8Array;
  /** 1 once its cache has been compared with it after its writer ended; a number, as booleans are no keys. */
  readonly sealed: 0 | 1;
}

/** When the entries of a segment were last used, in ticks: a row of its own, since it changes most. */
export interface TouchRow {
  readonly segment: string;
  readonly used: Uint32Array;
}

export interface PinRow {
  readonly id: string;
  readonly dataset: string;
  readonly boxes: readonly {
    readonly level: number;
    readonly low: readonly number[];
    readonly high: readonly number[];
  }[];
  /** Of its download. */
  readonly state: 'running' | 'paused' | 'complete';
  readonly reason?: string;
  readonly doneChunks: number;
  readonly totalChunks: number;
}

/** A folder or a file of this device that the user picked. Nothing of what is in it is kept. */
export interface PickRow {
  /** Sixteen hexadecimal digits; locations name it. */
  readonly id: string;
  readonly name: string;
  readonly kind: 'folder' | 'file';
  /** Opens it again; absent where the browser gives none. */
  readonly handle?: FileSystemHandle;
  /** What tells it from others where handles do not. */
  readonly identity: string;
  /** Other ids that locations give it: links that came from elsewhere, for which it was picked. */
  readonly aliases: readonly string[];
  /** Milliseconds since 1970; shown, and never decided by. */
  readonly viewedAtMs: number;
}

/** Name of the database of the app at one place, see `scopeOf`. */
function databaseName(scope: string): string {
  return `exascope-keep-${scope}`;
}

/**
 * Whether there is such a database: to open one makes it. Where the browser does not say, there may be one. Dexie's own way
 * makes one and deletes it, which closes it for whoever opens it at that moment.
 */
export async function hasDatabase(scope: string): Promise<boolean> {
  if (!('databases' in indexedDB)) return true;
  const known = await indexedDB.databases();
  return known.some(({ name }) => name === databaseName(scope));
}

/** The tables of what is kept on this device, and nothing else. */
export class KeepDatabase extends Dexie {
  readonly meta!: EntityTable<MetaRow, 'key'>;
  readonly datasets!: EntityTable<DatasetRow, 'id'>;
  readonly segments!: EntityTable<SegmentRow, 'id'>;
  readonly touches!: EntityTable<TouchRow, 'segment'>;
  readonly pins!: EntityTable<PinRow, 'id'>;
  readonly picks!: EntityTable<PickRow, 'id'>;

  /** `scope` tells apps under several paths of one origin apart. */
  constructor(scope: string, options: ConstructorParameters<typeof Dexie>[1] = {}) {
    super(databaseName(scope), {
      chromeTransactionDurability: 'relaxed',
      cache: 'disabled',
      ...options,
    });
    this.version(1).stores({
      meta: 'key',
      datasets: 'id',
      segments: 'id, dataset',
      touches: 'segment',
      pins: 'id, dataset',
    });
    // Rows of before stay as they are: an app that does not know of picks goes on.
    this.version(2).stores({ picks: 'id' });
  }
}
