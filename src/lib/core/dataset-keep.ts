/** Names bytes of one dataset. Levels are those of the dataset, finest first; indices are in chunk or shard units, store order. */
export type KeptName =
  | { readonly kind: 'document'; readonly path: string }
  | { readonly kind: 'chunk'; readonly level: number; readonly index: readonly number[] }
  | { readonly kind: 'shard-index'; readonly level: number; readonly index: readonly number[] };

/** What tells one state of an object from another: header values of its server, as it wrote them. */
export type KeptVersion = Readonly<Record<string, string | number>>;

/** Bytes as they came over the network, checked. The caller owns them. */
export interface KeptBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly version: KeptVersion;
}

/** How the documents of a dataset were read: of which generation, and whether from this device. */
export interface OpenedFrom {
  readonly generation: number;
  readonly isFromHere: boolean;
}

/**
 * Encoded bytes of one dataset that outlive the session. Nothing of it ever fails or waits for long: what it cannot give is
 * not kept. 'absent' is kept too: the store said that there is no such object.
 */
export interface DatasetKeep {
  /** Of the documents that are kept, counted from 1; absent until the first read. */
  readonly generation: number | undefined;
  /** Its documents came from this device: what the network has may be of another version, until that has been compared. */
  readonly isOpenedFromHere: boolean;
  /** `undefined` when nothing is kept under this name, or what is kept proves damaged. Rejects only with an AbortError. */
  read(name: KeptName, signal?: AbortSignal): Promise<KeptBytes | 'absent' | undefined>;
  /** Keeps bytes that proved right, sometime later. Takes the buffer over. */
  write(name: KeptName, bytes: Uint8Array<ArrayBuffer> | 'absent', version?: KeptVersion): void;
  /** Says that what was read under a name did not decode: it is kept no more. */
  drop(name: KeptName): void;
  /** Names of a few chunks that are kept, to compare with the server's; none where nothing can be told. */
  sample(count: number): Promise<readonly KeptName[]>;
  /** Says that the dataset's documents are others now than those that are kept. */
  changed(): void;
  /** True while its server is out of reach, as far as its last requests tell. */
  readonly isCutOff: boolean;
  /** Notes whether the server of the dataset could be reached. */
  reached(isReached: boolean): void;
}
