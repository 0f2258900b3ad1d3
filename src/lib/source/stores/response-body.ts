import { AppError } from '../../core';
import { abortError } from './retry';

/** How a body is read. */
export interface BodyOptions {
  readonly maxBytes: number;
  /** Called with each piece, and where in the body it begins. Return false to stop there: nothing more is wanted. */
  readonly onPiece: (piece: Uint8Array, offset: number) => boolean;
  /** The failure of a body that is larger than `maxBytes`. */
  readonly overrun: () => AppError;
  readonly where: string;
}

/**
 * Reads a body piece by piece, at most `maxBytes` of it: the moment it grows larger the transfer is cancelled and `overrun`
 * is thrown. Returns the bytes read. A body that breaks off, or ends before the length that was declared, is a `network` failure.
 */
export async function readPieces(response: Response, options: BodyOptions): Promise<number> {
  const { maxBytes, onPiece, overrun, where } = options;
  const declared = declaredBytes(response);
  if ((declared ?? 0) > maxBytes) {
    await response.body?.cancel();
    throw overrun();
  }
  if (response.body === null) return 0;
  const reader = response.body.getReader();
  for (let length = 0; ;) {
    const { done, value } = await readPiece(reader, where);
    if (done) {
      if (isCut(response, declared, length)) throw brokeOff(where, undefined);
      return length;
    }
    const offset = length;
    length += value.byteLength;
    const isWanted = length <= maxBytes && onPiece(value, offset);
    if (isWanted) continue;
    await reader.cancel();
    if (length > maxBytes) throw overrun();
    return length;
  }
}

/** Reads a whole body into one buffer, as {@link readPieces} does. Calls `onBytes` for each piece. */
export async function readBody(
  response: Response,
  maxBytes: number,
  { onBytes, overrun, where }: { onBytes: (count: number) => void; overrun: () => AppError; where: string },
): Promise<Uint8Array<ArrayBuffer>> {
  let buffer = new Uint8Array(Math.min(maxBytes, declaredBytes(response) ?? 2 ** 16));
  const onPiece = (piece: Uint8Array, offset: number): true => {
    onBytes(piece.byteLength);
    const end = offset + piece.byteLength;
    if (end > buffer.byteLength) buffer = grown(buffer, Math.min(maxBytes, Math.max(end, 2 * offset)));
    buffer.set(piece, offset);
    return true;
  };
  const length = await readPieces(response, { maxBytes, onPiece, overrun, where });
  return buffer.subarray(0, length);
}

/** The `Content-Length`; absent when there is none or it makes no sense. */
export function declaredBytes({ headers }: Response): number | undefined {
  const header = headers.get('content-length');
  return header !== null && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}

/** The length counts bytes as sent; another origin may hide that they were compressed on the way. */
function isCut({ type, headers }: Response, declared: number | undefined, length: number): boolean {
  const isPlain = type !== 'cors' && headers.get('content-encoding') === null;
  return isPlain && declared !== undefined && length < declared;
}

async function readPiece(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  where: string,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  try {
    return await reader.read();
  } catch (cause) {
    if (isAbortName(cause)) throw abortError();
    throw brokeOff(where, cause);
  }
}

function brokeOff(where: string, cause: unknown): AppError {
  return new AppError('network', `The connection broke while ${where} was read.`, { url: where }, cause);
}

/** True for an AbortError of any realm. */
export function isAbortName(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'AbortError';
}

function grown(buffer: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(length);
  larger.set(buffer);
  return larger;
}
