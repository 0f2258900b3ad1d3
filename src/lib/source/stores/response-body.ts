import { AppError } from '../../core';
import { abortError } from './retry';

/**
 * Reads a whole body, at most `maxBytes` of it: the moment it grows larger the transfer is cancelled and `overrun` is thrown.
 * Calls `onBytes` for each piece. A body that breaks off is a `network` failure.
 */
export async function readBody(
  response: Response,
  maxBytes: number,
  { onBytes, overrun, where }: { onBytes: (count: number) => void; overrun: () => AppError; where: string },
): Promise<Uint8Array<ArrayBuffer>> {
  const declared = Number(response.headers.get('content-length') ?? 0);
  if (declared > maxBytes) {
    await response.body?.cancel();
    throw overrun();
  }
  if (response.body === null) return new Uint8Array(0);
  const reader = response.body.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await readPiece(reader, where);
    if (done) return joined(pieces, length);
    onBytes(value.byteLength);
    length += value.byteLength;
    if (length > maxBytes) {
      await reader.cancel();
      throw overrun();
    }
    pieces.push(value);
  }
}

async function readPiece(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  where: string,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  try {
    return await reader.read();
  } catch (cause) {
    if (isAbortName(cause)) throw abortError();
    throw new AppError('network', `The connection broke while ${where} was read.`, { url: where }, cause);
  }
}

/** True for an AbortError of any realm. */
export function isAbortName(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'AbortError';
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.byteLength;
  }
  return whole;
}
