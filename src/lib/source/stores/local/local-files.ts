import type { LocalEntry } from '../../../core';

/** Files of this device that the user picked. `pick` is the id of what was picked; paths are below it, '' for itself. */
export interface LocalFiles {
  /** The file at a path; `undefined` where there is none. Rejects with `not-picked` when nothing is known of `pick`. */
  file(pick: string, path: string): Promise<File | undefined>;
  /** What lies in a folder; `undefined` where there is none. */
  list(pick: string, path: string): Promise<readonly LocalEntry[] | undefined>;
}

/** A folder on this device. */
export interface LocalFolder {
  file(path: string): Promise<File | undefined>;
  list(path: string): Promise<readonly LocalEntry[] | undefined>;
}
