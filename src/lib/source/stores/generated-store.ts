import { AppError } from '../../core';
import type { GeneratorStore } from '../generate/generator-store';
import type { ByteRange, ByteStore, RangeBytes, StoreRequest } from './byte-store';
import { pathFault } from './store-path';

/** Presents a generator as a store like any other. */
export class GeneratedStore implements ByteStore {
  readonly origin = 'generator';
  readonly #generator: GeneratorStore;

  constructor(generator: GeneratorStore) {
    this.#generator = generator;
  }

  async get(path: string, { signal }: StoreRequest): Promise<Uint8Array<ArrayBuffer> | undefined> {
    if (pathFault(path) !== undefined) return undefined;
    const bytes = await this.#generator.get(`/${path}`, signal === undefined ? {} : { signal });
    if (bytes === undefined) return undefined;
    return bytes.buffer instanceof ArrayBuffer
      ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      : bytes.slice();
  }

  async getRange(path: string, range: ByteRange, request: StoreRequest): Promise<RangeBytes | undefined> {
    const whole = await this.get(path, request);
    if (whole === undefined) return undefined;
    const total = whole.byteLength;
    const offset = 'suffixLength' in range ? total - range.suffixLength : range.offset;
    const length = 'suffixLength' in range ? range.suffixLength : range.length;
    if (offset < 0 || offset + length > total) {
      throw new AppError('bad-range', `A generated object has ${total} bytes only.`, { document: path });
    }
    return { bytes: whole.slice(offset, offset + length), total };
  }

  async size(path: string, request: StoreRequest): Promise<number | undefined> {
    return (await this.get(path, request))?.byteLength;
  }

  /** The same would be made again. */
  mayRepeat(): boolean {
    return false;
  }
}
