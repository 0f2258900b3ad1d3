import { isSameVersion } from '../http/object-version';
import type { ObjectVersion } from '../http/object-version';
import { ZipArchive } from './zip-archive';
import type { ArchiveRecord } from './zip-archive';
import type { RangedFile } from '../ranged/ranged-file';

/** All that another worker needs to read members of an archive at once. Can be cloned. */
export interface KnownArchive extends ArchiveRecord {
  readonly version: ObjectVersion;
}

/** The archives that are read in one worker: what lies in the same one shares its index, for as long as anything of it is open. */
export class Archives {
  readonly #archives = new Map<string, WeakRef<ZipArchive>>();
  #nextSeed: number;

  /** `random` in [0, 1). */
  constructor(random: () => number) {
    this.#nextSeed = Math.floor(random() * 2 ** 32);
  }

  /** The archive of an id, of the state of `known` where that is given. */
  get(id: string, file: (version?: ObjectVersion) => RangedFile, known?: KnownArchive): ZipArchive {
    const open = this.#archives.get(id)?.deref();
    if (open !== undefined && (known === undefined || isSameVersion(open.file.version, known.version)))
      return open;
    const archive = new ZipArchive(file(known?.version), { record: known, seed: this.#nextSeed++ });
    this.#archives.set(id, new WeakRef(archive));
    return archive;
  }

  /** Has the archive of an id read anew by whoever opens it next. */
  forget(id: string): void {
    this.#archives.delete(id);
  }
}
