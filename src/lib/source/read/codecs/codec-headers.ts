import { lz4BlockFault } from './lz4-block';

/**
 * Checks of what compressed bytes say about themselves, made before a decoder sees them: the decoders write past nothing,
 * but return stale memory for truncated input, and allocate whatever a header asks for. Each returns a fault, or `undefined`.
 */
export function lz4Fault(bytes: Uint8Array, maxBytes: number): string | undefined {
  if (bytes.byteLength < 5) return `has ${bytes.byteLength} bytes, less than an LZ4 block`;
  // numcodecs puts the decoded size in front of an LZ4 block.
  const decodedBytes = viewOf(bytes).getUint32(0, true);
  if (decodedBytes > maxBytes) return `says that it decodes to ${decodedBytes} bytes`;
  return lz4BlockFault(bytes, { at: 4, end: bytes.byteLength, decodedBytes });
}

/** gzip (RFC 1952): magic number, and the decoded size at the end. The platform's decoder checks the rest, and the checksum. */
export function gzipFault(bytes: Uint8Array, maxBytes: number): string | undefined {
  const view = viewOf(bytes);
  if (bytes.byteLength < 18 || view.getUint16(0) !== 0x1f8b || view.getUint8(2) !== 8)
    return 'is not a gzip file';
  const decoded = view.getUint32(bytes.byteLength - 4, true);
  return decoded > maxBytes ? `says that it inflates to ${decoded} bytes` : undefined;
}

/** Zstandard frame (RFC 8878, 3.1.1): magic number, descriptor, window, dictionary, and often the decoded size. */
export function zstdFault(bytes: Uint8Array, maxBytes: number): string | undefined {
  if (bytes.byteLength < 6 || viewOf(bytes).getUint32(0, true) !== 0xfd2fb528)
    return 'is not a Zstandard frame';
  const descriptor = bytes[4] ?? 0;
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const sizeFlag = descriptor >> 6;
  const sizeBytes = sizeFlag === 0 ? (isSingleSegment ? 1 : 0) : 2 ** sizeFlag;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const sizeAt = 5 + (isSingleSegment ? 0 : 1) + dictionaryBytes;
  if (bytes.byteLength < sizeAt + sizeBytes) return 'is a truncated Zstandard frame';
  const decoded = littleEndian(bytes, sizeAt, sizeBytes) + (sizeBytes === 2 ? 256 : 0);
  if (sizeBytes > 0 && decoded > maxBytes) return `says that it decodes to ${decoded} bytes`;
  const maxBlocks = sizeBytes > 0 ? Infinity : 256 + (16 * maxBytes) / 2 ** 17;
  const at = sizeAt + sizeBytes;
  return zstdBlocksFault(bytes, { at, hasChecksum: (descriptor & 4) !== 0, maxBytes, maxBlocks });
}

/**
 * Walks the block headers: a frame that is cut short is found, and so are runs that expand beyond the chunk.
 * A compressed block holds up to 128 KiB; writers that flush make more and smaller ones, within `maxBlocks`.
 */
function zstdBlocksFault(
  bytes: Uint8Array,
  {
    at,
    hasChecksum,
    maxBytes,
    maxBlocks,
  }: { at: number; hasChecksum: boolean; maxBytes: number; maxBlocks: number },
): string | undefined {
  let decoded = 0;
  let blocks = 0;
  for (let position = at; ;) {
    if (position + 3 > bytes.byteLength) return 'is a truncated Zstandard frame';
    const header = littleEndian(bytes, position, 3);
    const type = (header >> 1) & 3;
    const size = header >> 3;
    if (type === 3) return 'is a damaged Zstandard frame';
    if (type === 2) blocks += 1;
    else decoded += size;
    if (decoded > maxBytes || blocks > maxBlocks) return `decodes to more than ${maxBytes} bytes`;
    position += 3 + (type === 1 ? 1 : size);
    if (position > bytes.byteLength) return 'is a truncated Zstandard frame';
    if ((header & 1) === 0) continue;
    const end = position + (hasChecksum ? 4 : 0);
    if (end > bytes.byteLength) return 'is a truncated Zstandard frame';
    return end < bytes.byteLength ? 'has bytes after its Zstandard frame' : undefined;
  }
}

function littleEndian(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let i = count - 1; i >= 0; i--) value = value * 256 + (bytes[at + i] ?? 0);
  return value;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
