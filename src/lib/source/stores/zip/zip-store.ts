import { AppError } from '../../../core';
import type { DatasetKeep } from '../../../core';
import type { ByteRange, ByteStore, ListedEntry, RangeBytes, StoreRequest } from '../byte-store';
import type { ObjectVersion } from '../http/object-version';
import { assertPath } from '../store-path';
import type { ZipArchive } from './zip-archive';

/** How an archive is presented. */
export interface ZipStoreOptions {
  readonly origin: ByteStore['origin'];
  /** Folder in the archive, '' for all of it. */
  readonly folder: string;
  /** See {@link ByteStore.keep}. */
  readonly keep?: DatasetKeep;
}

/** Reads members of an archive as the objects of a store. */
export class ZipStore implements ByteStore {
  readonly origin: ByteStore['origin'];
  readonly archive: ZipArchive;
  readonly keep?: DatasetKeep;
  readonly #folder: string;

  constructor(archive: ZipArchive, { origin, folder, keep }: ZipStoreOptions) {
    this.archive = archive;
    this.origin = origin;
    this.#folder = folder;
    if (keep) this.keep = keep;
  }

  async get(path: string, request: StoreRequest): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const name = this.#name(path);
    const member = await this.archive.find(name, request);
    if (member === undefined) return undefined;
    request.onVersion?.(this.archive.file.version);
    return this.archive.read(member, name, request);
  }

  async getRange(path: string, range: ByteRange, request: StoreRequest): Promise<RangeBytes | undefined> {
    const name = this.#name(path);
    const member = await this.archive.find(name, request);
    if (member === undefined) return undefined;
    const total = member.sizeBytes;
    const length = 'suffixLength' in range ? range.suffixLength : range.length;
    const offset = 'suffixLength' in range ? total - length : range.offset;
    if (offset < 0 || offset + length > total) {
      const message = `${name} in ${this.archive.file.name} has only ${total} bytes.`;
      throw new AppError('corrupt-chunk', message, { key: name });
    }
    const bytes = await this.archive.readPart(member, { path: name, part: { offset, length } }, request);
    return { bytes, total };
  }

  async size(path: string, request: StoreRequest): Promise<number | undefined> {
    return (await this.archive.find(this.#name(path), request))?.sizeBytes;
  }

  /** That of the archive, whose members do not change one by one. */
  async version(path: string, request: StoreRequest): Promise<ObjectVersion | undefined> {
    const member = await this.archive.find(this.#name(path), request);
    return member && this.archive.file.version;
  }

  list(path: string, request: StoreRequest): Promise<readonly ListedEntry[] | undefined> {
    return this.archive.list(path === '' ? this.#folder : this.#name(path), request);
  }

  mayRepeat(): boolean {
    return this.archive.file.mayRepeat();
  }

  #name(path: string): string {
    assertPath(path, { document: 'path', field: JSON.stringify(path.slice(0, 80)) });
    return this.#folder === '' ? path : `${this.#folder}/${path}`;
  }
}
