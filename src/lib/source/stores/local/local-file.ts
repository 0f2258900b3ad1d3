import { AppError } from '../../../core';
import type { StoreRequest } from '../byte-store';
import { isSameVersion } from '../http/object-version';
import type { ObjectVersion } from '../http/object-version';
import { BlobFile } from '../ranged/blob-file';
import type { FilePart, RangedFile } from '../ranged/ranged-file';
import type { LocalFiles } from './local-files';

/** Which file of this device is meant. */
export interface LocalFileOptions {
  readonly pick: string;
  /** Below what was picked, '' where a file was. */
  readonly path: string;
  /** What to call it. */
  readonly name: string;
  /** The state in which it was read elsewhere: any other is refused. */
  readonly version?: ObjectVersion | undefined;
}

/** A file of this device that is found when it is first read. */
export class LocalFile implements RangedFile {
  readonly name: string;
  readonly #files: LocalFiles;
  readonly #options: LocalFileOptions;
  #version: ObjectVersion;
  #file: Promise<BlobFile> | undefined;

  constructor(files: LocalFiles, options: LocalFileOptions) {
    this.name = options.name;
    this.#files = files;
    this.#options = options;
    this.#version = options.version ?? {};
  }

  get version(): ObjectVersion {
    return this.#version;
  }

  async size(): Promise<number> {
    return (await this.#found()).size();
  }

  async read(part: FilePart, request: StoreRequest): Promise<Uint8Array<ArrayBuffer>> {
    return (await this.#found()).read(part, request);
  }

  /** The same would come again. */
  mayRepeat(): boolean {
    return false;
  }

  #found(): Promise<BlobFile> {
    this.#file ??= this.#find().catch((error: unknown) => {
      this.#file = undefined;
      throw error;
    });
    return this.#file;
  }

  async #find(): Promise<BlobFile> {
    const { pick, path, name } = this.#options;
    const detail = { document: name, onDevice: true };
    const found = await this.#files.file(pick, path);
    if (found === undefined)
      throw new AppError('not-found', `${name} is no longer where it was on this device.`, detail);
    const file = new BlobFile(found, name);
    if (!isSameVersion(file.version, this.#version))
      throw new AppError('dataset-changed', `${name} has changed since it was opened.`, detail);
    this.#version = file.version;
    return file;
  }
}
