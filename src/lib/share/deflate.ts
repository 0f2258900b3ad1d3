import { deflateSync, Inflate } from 'fflate';

/** Small enough that what one of them can unpack to, 1032 times as much, is no burden either. */
const PIECE_BYTES = 512;

/** Compresses bytes as raw DEFLATE (RFC 1951). */
export function deflate(bytes: Uint8Array): Uint8Array {
  return deflateSync(bytes, { level: 9 });
}

/**
 * The inverse of {@link deflate}; `undefined` for what would be longer than `maxBytes`, whose rest is not unpacked.
 * Throws an Error for what is not DEFLATE, or is cut off.
 */
export function inflate(packed: Uint8Array, maxBytes: number): Uint8Array | undefined {
  const parts: Uint8Array[] = [];
  let length = 0;
  const stream = new Inflate((part) => {
    parts.push(part);
    length += part.byteLength;
  });
  for (let at = 0; at < packed.byteLength; at += PIECE_BYTES) {
    const end = at + PIECE_BYTES;
    stream.push(packed.subarray(at, end), end >= packed.byteLength);
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
