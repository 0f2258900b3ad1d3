import { deflateSync } from 'fflate';
import { fromBase64Url } from './base64-url';

/**
 * Characters that are unpacked at a time, four for three bytes. What they can unpack to, 1032 times as much, is no burden yet,
 * and no more than this is unpacked past the bound.
 */
const PIECE_LENGTH = 512;

/** Compresses bytes as raw DEFLATE (RFC 1951). */
export function deflate(bytes: Uint8Array): Uint8Array {
  return deflateSync(bytes, { level: 9 });
}

/**
 * Unpacks what {@link deflate} gave and base64url wrote, with the platform's decoder; `undefined` for what would be longer than
 * `maxBytes`, whose rest is not even read. Rejects with an Error or a DOMException for what is neither, or is cut off.
 */
export async function inflateBase64Url(packed: string, maxBytes: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = pieces(packed).pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  for (let part = await reader.read(); part.value; part = await reader.read()) {
    parts.push(part.value);
    length += part.value.byteLength;
    if (length <= maxBytes) continue;
    await reader.cancel();
    return undefined;
  }
  return joined(parts, length);
}

/** Bytes that are made when they are asked for. */
function pieces(packed: string): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream(
    {
      pull: (controller) => {
        if (at >= packed.length) controller.close();
        else controller.enqueue(fromBase64Url(packed.slice(at, (at += PIECE_LENGTH))));
      },
    },
    { highWaterMark: 0 },
  );
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
