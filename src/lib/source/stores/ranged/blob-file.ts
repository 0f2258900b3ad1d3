import { AppError } from '../../../core';
import type { StoreRequest } from '../byte-store';
import type { ObjectVersion } from '../http/object-version';
import { abortError } from '../retry';
import type { FilePart, RangedFile } from './ranged-file';

/** A file of this device, or bytes in memory. Nothing is read of it but what is asked for. */
export class BlobFile implements RangedFile {
  readonly name: string;
  readonly #blob: Blob;

  constructor(blob: Blob, name: string) {
    this.#blob = blob;
    this.name = name;
  }

  size(): Promise<number> {
    return Promise.resolve(this.#blob.size);
  }

  get version(): ObjectVersion {
    return versionOfBlob(this.#blob);
  }

  /** The same would come again. */
  mayRepeat(): boolean {
    return false;
  }

  async read({ offset, length }: FilePart, request: StoreRequest): Promise<Uint8Array<ArrayBuffer>> {
    if (offset < 0 || offset + length > this.#blob.size) throw endError(this.name, this.#blob.size);
    const bytes = await readBlob(this.#blob.slice(offset, offset + length), this.name, request);
    if (bytes.byteLength !== length) throw endError(this.name, offset + bytes.byteLength);
    return bytes;
  }
}

/** When a file was last written, and its size. */
export function versionOfBlob(blob: Blob): ObjectVersion {
  const modified = 'lastModified' in blob ? { modified: String(blob.lastModified) } : {};
  return { ...modified, total: blob.size };
}

/** Reads the whole of a blob that is known to be small enough, and counts it. */
export async function readBlob(
  blob: Blob,
  name: string,
  { traffic, signal }: StoreRequest,
): Promise<Uint8Array<ArrayBuffer>> {
  stopIfAborted(signal);
  const buffer = await blob.arrayBuffer().catch((cause: unknown) => {
    throw deviceError(cause, name);
  });
  stopIfAborted(signal);
  traffic.diskBytes += buffer.byteLength;
  return new Uint8Array(buffer);
}

/** The failure of a read on this device. Browsers call a file that was changed or moved since it was picked not readable. */
export function deviceError(cause: unknown, name: string): unknown {
  if (!(cause instanceof DOMException) || cause.name === 'AbortError') return cause;
  const detail = { document: name, onDevice: true };
  if (cause.name === 'NotFoundError')
    return new AppError('not-found', `${name} is no longer where it was on this device.`, detail, cause);
  if (cause.name === 'NotAllowedError' || cause.name === 'SecurityError')
    return new AppError('forbidden', `The browser may not read ${name} any more.`, detail, cause);
  const message = `${name} cannot be read: it has changed since it was opened, or its disk is gone.`;
  return new AppError('dataset-changed', message, detail, cause);
}

function stopIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw abortError();
}

function endError(name: string, size: number): AppError {
  return new AppError('bad-range', `${name} has ${size} bytes only.`, { document: name });
}
