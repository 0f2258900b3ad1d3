const minMatch = 4;
/** The format's rules for the end of a block, which decoders rely on: the last 5 bytes are literals, and no match starts in the last 12. */
const lastLiterals = 5;
const matchLimit = 12;

/** Where a block lies among `bytes`, and the size that it must decode to. */
export interface Lz4Block {
  readonly at: number;
  readonly end: number;
  readonly decodedBytes: number;
}

/**
 * Walks the sequences of an LZ4 block without copying anything. Returns a fault unless it uses all of its bytes, never refers
 * to what is before it, and decodes to exactly the size that it must.
 */
export function lz4BlockFault(bytes: Uint8Array, { at, end, decodedBytes }: Lz4Block): string | undefined {
  let input = at;
  let output = 0;
  while (input < end) {
    const token = bytes[input++] ?? 0;
    let literals = token >> 4;
    if (literals === 15) [literals, input] = extended(bytes, { at: input, end, length: literals });
    input += literals;
    output += literals;
    if (input > end || output > decodedBytes) return 'is a damaged LZ4 block';
    if (input === end) return output === decodedBytes ? undefined : 'is an LZ4 block of another size';
    if (output > decodedBytes - matchLimit || input + 2 > end) return 'is a damaged LZ4 block';
    const distance = (bytes[input] ?? 0) + 256 * (bytes[input + 1] ?? 0);
    input += 2;
    if (distance === 0 || distance > output) return 'is an LZ4 block that refers to what is before it';
    let length = token & 15;
    if (length === 15) [length, input] = extended(bytes, { at: input, end, length });
    output += length + minMatch;
    if (output > decodedBytes - lastLiterals) return 'is a damaged LZ4 block';
  }
  return 'is a truncated LZ4 block';
}

/** Adds the bytes that extend a length, the last of which is not 255; returns it and where it ended. */
function extended(
  bytes: Uint8Array,
  { at, end, length }: { at: number; end: number; length: number },
): [length: number, at: number] {
  for (let i = at; i < end; i++) {
    const byte = bytes[i] ?? 0;
    length += byte;
    if (byte !== 255) return [length, i + 1];
  }
  return [Infinity, end];
}
