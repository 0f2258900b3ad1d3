/** A value of an attribute, as JSON has it. */
export type AttributeValue = null | boolean | number | string | readonly AttributeValue[];

/** How one element is stored. `name` is a type of Zarr v3 where there is one, else a word for what it is. */
export interface Hdf5Type {
  readonly name: string;
  /** In the file, and once it is read. */
  readonly bytes: number;
  /** Zarr has a type of this name. */
  readonly isNumeric: boolean;
}

/** A filter of a dataset's pipeline, as the file says. */
export interface Hdf5Filter {
  readonly id: number;
  readonly name: string;
}

/** What is at a path of a file. */
export type Hdf5Node =
  | { readonly kind: 'group'; readonly attributes: Readonly<Record<string, AttributeValue>> }
  | {
      readonly kind: 'dataset';
      readonly attributes: Readonly<Record<string, AttributeValue>>;
      readonly type: Hdf5Type;
      /** Empty for a scalar; absent where it holds nothing. */
      readonly shape?: readonly number[];
      /** Absent where it lies in one piece. */
      readonly chunks?: readonly number[];
      readonly filters: readonly Hdf5Filter[];
      /** Of each axis, where the file has one. */
      readonly labels: readonly (string | null)[];
      /** Names of other files that its values lie in. */
      readonly otherFiles: readonly string[];
    }
  /** A link that leads elsewhere or back to a group that holds it, or a named type. `what` says so in a few words. */
  | { readonly kind: 'other'; readonly what: string };

/** A box of a dataset, in its own axis order. */
export interface Hdf5Box {
  readonly offset: readonly number[];
  readonly shape: readonly number[];
}

/** What an engine is asked of a file. Paths are absolute within it, '/' for the root. */
export type Hdf5Call =
  /** Gives a {@link Hdf5Node}, or `undefined` where there is nothing. */
  | { readonly kind: 'describe'; readonly path: string }
  /** Gives the names in a group, at most `maxNames` of them. */
  | { readonly kind: 'children'; readonly path: string; readonly maxNames: number }
  /** Gives all nodes by their paths, or `undefined` where there are more than `maxNodes`. */
  | { readonly kind: 'walk'; readonly maxNodes: number }
  /**
   * Gives the bytes of a box, little-endian in C order, in a box of `shape` whose rest is zero: the values that lie beyond the
   * edge of the dataset. It is read in pieces that begin at multiples of `pieces`.
   */
  | {
      readonly kind: 'read';
      readonly path: string;
      readonly box: Hdf5Box;
      readonly pieces: readonly number[];
      readonly bytesPerElement: number;
    };

/** A part of a file. */
export interface FileBytes {
  readonly offset: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** One try to answer a call. */
export interface Hdf5Attempt {
  /** Of the call: what it has read so far is kept until it is answered or dropped. */
  readonly token: string;
  readonly file: { readonly id: string; readonly sizeBytes: number };
  readonly call: Hdf5Call;
  /** What the try before was missing. */
  readonly bytes: readonly FileBytes[];
}

/** What came of a try. */
export type Hdf5Outcome =
  | { readonly kind: 'value'; readonly value: unknown }
  /** Bytes of the file that have to be there for the next try. */
  | {
      readonly kind: 'missing';
      readonly parts: readonly { readonly offset: number; readonly length: number }[];
    }
  /** The library says that it cannot. */
  | { readonly kind: 'failed'; readonly reason: string; readonly isFormat: boolean }
  /** The library fell over: this engine is of no use any more. */
  | { readonly kind: 'crashed'; readonly reason: string };

/** Runs the HDF5 library, wherever that is. */
export interface Hdf5Port {
  /** Bytes that the library and its files take; absent where nobody counts them. */
  readonly heldBytes?: number;
  /** Rejects with `EngineLost` when the engine went away before it answered. */
  attempt(attempt: Hdf5Attempt): Promise<Hdf5Outcome>;
  /** Forgets a call that nobody waits for any more. */
  drop(token: string): void;
  /** Forgets a file. */
  close(fileId: string): void;
}

/** The engine went away, for a reason that has nothing to do with the call: another try begins with another engine. */
export class EngineLost extends Error {
  constructor() {
    super('The HDF5 engine was replaced.');
    this.name = 'EngineLost';
  }
}
