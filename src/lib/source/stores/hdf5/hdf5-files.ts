import { isSameVersion } from '../http/object-version';
import type { ObjectVersion } from '../http/object-version';
import type { RangedFile } from '../ranged/ranged-file';
import type { Hdf5Port } from './engine-calls';
import { Hdf5File } from './hdf5-file';

/** The HDF5 files that are read in one worker: what lies in the same one shares what is known of it. */
export class Hdf5Files {
  readonly #port: () => Hdf5Port;
  readonly #files = new Map<string, WeakRef<Hdf5File>>();
  #started: Hdf5Port | undefined;
  #made = 0;

  /** `port` starts the engine; it is called when the first file is opened. */
  constructor(port: () => Hdf5Port) {
    this.#port = port;
  }

  /** Bytes that reading them takes of memory, besides what it gives; 0 before the first is opened. */
  get heldBytes(): number {
    return this.#started?.heldBytes ?? 0;
  }

  /** The file of an id, of the state of `version` where that is given. */
  get(id: string, file: () => RangedFile, version?: ObjectVersion): Hdf5File {
    const open = this.#files.get(id)?.deref();
    if (open && (version === undefined || isSameVersion(open.file.version, version))) return open;
    this.#started ??= this.#port();
    const opened = new Hdf5File(file(), { port: this.#started, id: String(++this.#made) });
    this.#files.set(id, new WeakRef(opened));
    return opened;
  }

  /** Has the file of an id, of a project too and with whatever it was read, read anew by whoever opens it next. */
  forget(id: string): void {
    for (const [known, file] of this.#files) {
      if (known !== id && !known.startsWith(`${id}#`) && !known.startsWith(`${id}|`)) continue;
      file.deref()?.close();
      this.#files.delete(known);
    }
  }
}
