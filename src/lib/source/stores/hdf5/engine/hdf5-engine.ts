import type { Hdf5Attempt, Hdf5Call, Hdf5Node, Hdf5Outcome } from '../engine-calls';
import { Complaints } from './complaints';
import { describeNode } from './describe-node';
import { H5Failure } from './h5-module';
import type { H5Module } from './h5-module';
import { isFatal, isMissing, OpenFile } from './open-file';
import { PagedFiles } from './paged-files';
import { readSlab, startSlab } from './read-slab';
import type { SlabProgress } from './read-slab';

/** Of the metadata of all files; what comes on top is what the calls that are running need. */
const maxCacheBytes = 2 ** 23;
const maxOpenFiles = 8;

type FileOf = Hdf5Attempt['file'];

/**
 * Answers calls about files with the HDF5 library, without a read of its own: what it would have to read is its answer, until it is
 * there. Nothing here waits.
 */
export class Hdf5Engine {
  readonly #module: H5Module;
  readonly #files: PagedFiles;
  readonly #complaints: Complaints;
  readonly #open = new Map<string, { readonly id: bigint; readonly file: OpenFile }>();
  readonly #made = new Set<string>();
  readonly #slabs = new Map<string, SlabProgress>();
  readonly #nodes = new Map<string, Map<string, Hdf5Node>>();

  constructor(module: H5Module) {
    module.deactivate_throwing_error_handler();
    this.#module = module;
    this.#complaints = new Complaints(module);
    this.#files = new PagedFiles(module, maxCacheBytes);
  }

  attempt({ token, file, call, bytes }: Hdf5Attempt): Hdf5Outcome {
    for (const part of bytes) this.#files.give(file.id, part, token);
    this.#files.forgetMissing();
    try {
      const value = this.#answer(this.#file(file), call, token);
      this.drop(token);
      return { kind: 'value', value };
    } catch (error) {
      if (isMissing(error)) return { kind: 'missing', parts: this.#files.missing(file.sizeBytes) };
      this.drop(token);
      if (error instanceof H5Failure)
        return { kind: 'failed', reason: error.message, isFormat: error.isFormat };
      if (isFatal(error)) return { kind: 'crashed', reason: error.message };
      throw error;
    }
  }

  /** What the library's memory has grown to, which never shrinks, and what is kept of files. */
  get heldBytes(): number {
    return this.#module.HEAPU8.byteLength + this.#files.heldBytes;
  }

  drop(token: string): void {
    this.#slabs.delete(token);
    this.#nodes.delete(token);
    this.#files.release(token);
  }

  close(fileId: string): void {
    const open = this.#open.get(fileId);
    if (open) this.#module.close_file(open.id);
    this.#open.delete(fileId);
    if (this.#made.delete(fileId)) this.#files.remove(fileId);
  }

  #file(file: FileOf): OpenFile {
    const known = this.#open.get(file.id);
    if (known) {
      this.#open.delete(file.id);
      this.#open.set(file.id, known);
      return known.file;
    }
    const [oldest] = this.#open.keys();
    if (oldest !== undefined && this.#open.size >= maxOpenFiles) this.close(oldest);
    return this.#openFile(file);
  }

  #openFile({ id: name, sizeBytes }: FileOf): OpenFile {
    if (!this.#made.has(name)) this.#files.create(name, sizeBytes);
    this.#made.add(name);
    const parts = { module: this.#module, files: this.#files, complaints: this.#complaints };
    const { H5F_ACC_RDONLY, H5F_LIBVER_EARLIEST, H5F_LIBVER_LATEST } = this.#module;
    const id = new OpenFile(parts, 0n).native((module) =>
      module.open(`/f${name}`, H5F_ACC_RDONLY, false, H5F_LIBVER_EARLIEST, H5F_LIBVER_LATEST),
    );
    if (id < 0n) {
      const { reason } = this.#complaints;
      this.close(name);
      throw new H5Failure(reason, true);
    }
    const file = new OpenFile(parts, id);
    this.#open.set(name, { id, file });
    return file;
  }

  #answer(file: OpenFile, call: Hdf5Call, token: string): unknown {
    switch (call.kind) {
      case 'describe':
        return describeNode(file, call.path);
      case 'children':
        return childrenOf(file, call.path).slice(0, call.maxNames);
      case 'walk':
        return this.#walk(file, call.maxNodes, token);
      case 'read':
        return this.#read(file, call, token);
    }
  }

  #read(file: OpenFile, call: Extract<Hdf5Call, { kind: 'read' }>, token: string): Uint8Array {
    const progress = this.#slabs.get(token) ?? startSlab(call);
    this.#slabs.set(token, progress);
    const { shape } = file.native((module, id) => module.get_dataset_metadata(id, call.path)) ?? {};
    if (shape?.length !== call.box.shape.length) throw new H5Failure('its shape is another than it was');
    readSlab(file, call, progress, shape);
    return progress.bytes;
  }

  /** Goes through a file group by group; what is missing of several nodes is found out at once. */
  #walk(file: OpenFile, maxNodes: number, token: string): [string, Hdf5Node][] | undefined {
    const nodes = this.#nodes.get(token) ?? new Map<string, Hdf5Node>();
    this.#nodes.set(token, nodes);
    let missing: unknown;
    const attempt = <T>(look: () => T): T | undefined => {
      try {
        return look();
      } catch (error) {
        if (isMissing(error)) missing = error;
        else if (!(error instanceof H5Failure)) throw error;
        return undefined;
      }
    };
    const queue = ['/'];
    for (const path of queue) {
      const node = nodes.get(path) ?? attempt(() => describeNode(file, path));
      if (node === undefined) continue;
      nodes.set(path, node);
      if (node.kind === 'group')
        queue.push(...(attempt(() => childrenOf(file, path)) ?? []).map((name) => below(path, name)));
      if (queue.length > maxNodes) return undefined;
    }
    if (missing !== undefined) throw missing;
    return [...nodes];
  }
}

function childrenOf(file: OpenFile, path: string): string[] {
  return file.native((module, id) => module.get_names(id, path, false));
}

function below(path: string, name: string): string {
  return path === '/' ? `/${name}` : `${path}/${name}`;
}
