import { deflateSync, Inflate } from 'fflate';
import { fromBase64Url } from './base64-url';

/**
 * Characters that are unpacked at a time, four for three bytes. What they can unpack to, 1032 times as much, is no burden yet;
 * each piece costs a copy of the last 32 KiB that were unpacked.
 */
const PIECE_LENGTH = 512;

/** Compresses bytes as raw DEFLATE (RFC 1951). */
export function deflate(bytes: Uint8Array): Uint8Array {
  return deflateSync(bytes, { level: 9 });
}

/**
 * Unpacks what {@link deflate} gave and base64url wrote; `undefined` for what would be longer than `maxBytes`, whose rest is not
 * even read. Throws an Error or a DOMException for what is neither, or is cut off.
 */
export function inflateBase64Url(packed: string, maxBytes: number): Uint8Array | undefined {
  const parts: Uint8Array[] = [];
  let length = 0;
  const stream = new Inflate((part) => {
    parts.push(part);
    length += part.byteLength;
  });
  for (let at = 0; at < packed.length; at += PIECE_LENGTH) {
    const end = at + PIECE_LENGTH;
    stream.push(fromBase64Url(packed.slice(at, end)), end >= packed.length);
    if (length > maxBytes) return undefined;
  }
  return joined(parts, length);
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
