import { AppError } from '../../../core';
import type { ByteRange, ByteStore, ListedEntry, RangeBytes, StoreRequest } from '../byte-store';
import { overrunError } from '../http-answer';
import { BlobFile, readBlob } from '../ranged/blob-file';
import { assertPath } from '../store-path';
import type { LocalFiles } from './local-files';

/** Reads files below a folder of this device that the user picked, and nowhere else. Nothing of them leaves it. */
export class LocalStore implements ByteStore {
  readonly origin = 'device';
  readonly #files: LocalFiles;
  readonly #pick: string;
  readonly #folder: string;

  /** `folder`: below what was picked, '' for all of it. */
  constructor(files: LocalFiles, { pick, folder }: { readonly pick: string; readonly folder: string }) {
    this.#files = files;
    this.#pick = pick;
    this.#folder = folder;
  }

  async get(path: string, request: StoreRequest): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const file = await this.#file(path);
    if (file === undefined) return undefined;
    if (file.size > request.maxBytes) throw overrunError(request, path, path);
    return readBlob(file, path, request);
  }

  async getRange(path: string, range: ByteRange, request: StoreRequest): Promise<RangeBytes | undefined> {
    const file = await this.#file(path);
    if (file === undefined) return undefined;
    const total = file.size;
    const length = 'suffixLength' in range ? range.suffixLength : range.length;
    const offset = 'suffixLength' in range ? total - length : range.offset;
    if (offset < 0 || offset + length > total) {
      throw new AppError('corrupt-chunk', `${path} has only ${total} bytes.`, { key: path });
    }
    const part = new BlobFile(file, path);
    return { bytes: await part.read({ offset, length }, request), total, version: part.version };
  }

  async size(path: string): Promise<number | undefined> {
    return (await this.#file(path))?.size;
  }

  list(path: string): Promise<readonly ListedEntry[] | undefined> {
    return this.#files.list(this.#pick, path === '' ? this.#folder : this.#path(path));
  }

  /** The same would come again. */
  mayRepeat(): boolean {
    return false;
  }

  #file(path: string): Promise<File | undefined> {
    return this.#files.file(this.#pick, this.#path(path));
  }

  #path(path: string): string {
    assertPath(path, { document: 'path', field: JSON.stringify(path.slice(0, 80)) });
    return this.#folder === '' ? path : `${this.#folder}/${path}`;
  }
}
