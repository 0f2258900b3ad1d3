/** One compressed piece of a block. As long as what it decodes to: it is stored as it is. */
export interface BloscStream {
  readonly at: number;
  readonly length: number;
  readonly decodedBytes: number;
}

/** What the headers of a blosc frame say, checked. */
export interface BloscFrame {
  readonly format: 'blosclz' | 'lz4' | 'snappy' | 'zlib' | 'zstd';
  readonly shuffle: 'none' | 'bytes' | 'bits';
  readonly elementSize: number;
  readonly decodedBytes: number;
  /** Streams of each block, in order; none where the frame holds its bytes as they are. */
  readonly blocks: readonly (readonly BloscStream[])[];
}

const formats = ['blosclz', 'lz4', 'snappy', 'zlib', 'zstd'] as const;
const headerBytes = 16;
const maxStreams = 16;
/** Smaller pieces of a block are compressed together. */
const minStreamBytes = 128;

/**
 * Reads the headers of a blosc frame (version 1), its table of blocks and the lengths in front of their streams: decoders
 * return stale memory for a frame that breaks off, and say nothing. Returns a fault as text.
 */
export function readBloscFrame(bytes: Uint8Array, maxBytes: number): BloscFrame | string {
  if (bytes.byteLength < headerBytes) return `has ${bytes.byteLength} bytes, less than a blosc header`;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [version, , flags, elementSize] = bytes as unknown as [number, number, number, number];
  const [decodedBytes, blockBytes, encoded] = [4, 8, 12].map((at) => view.getUint32(at, true)) as [
    number,
    number,
    number,
  ];
  if (encoded !== bytes.byteLength)
    return `has ${bytes.byteLength} bytes where its blosc header says ${encoded}`;
  if (decodedBytes > maxBytes) return `says that it decodes to ${decodedBytes} bytes`;
  const format = formats[flags >> 5];
  if (version !== 2 || format === undefined || elementSize === 0)
    return 'has a blosc header that makes no sense';
  const isBitShuffled = (flags & 4) !== 0;
  const isShuffled = (flags & 1) !== 0 && elementSize > 1;
  const shuffle = isBitShuffled ? 'bits' : isShuffled ? 'bytes' : 'none';
  const frame = { format, shuffle, elementSize, decodedBytes } as const;
  if ((flags & 2) !== 0 || decodedBytes === 0)
    return encoded === headerBytes + decodedBytes
      ? { ...frame, blocks: [] }
      : 'is a blosc frame of another size';
  if (blockBytes === 0 || blockBytes > decodedBytes) return 'has blosc blocks that make no sense';
  const isSplit =
    (flags & 0x10) === 0 && elementSize <= maxStreams && blockBytes / elementSize >= minStreamBytes;
  const blocks = readBlocks(view, { decodedBytes, blockBytes, streams: isSplit ? elementSize : 1 });
  return typeof blocks === 'string' ? blocks : { ...frame, blocks };
}

interface BlockLayout {
  readonly decodedBytes: number;
  readonly blockBytes: number;
  /** Streams of a full block; a last one that is shorter has one. */
  readonly streams: number;
}

function readBlocks(
  view: DataView,
  { decodedBytes, blockBytes, streams }: BlockLayout,
): BloscStream[][] | string {
  const count = Math.ceil(decodedBytes / blockBytes);
  const tableEnd = headerBytes + 4 * count;
  if (tableEnd > view.byteLength) return 'is a truncated blosc frame';
  const blocks: BloscStream[][] = [];
  let used = tableEnd;
  for (let block = 0; block < count; block++) {
    const size = Math.min(blockBytes, decodedBytes - block * blockBytes);
    const at = view.getInt32(headerBytes + 4 * block, true);
    if (at < tableEnd) return 'has a blosc block outside its frame';
    const read = readStreams(view, at, { size, streams: size === blockBytes ? streams : 1 });
    if (read === undefined) return 'has a blosc block outside its frame';
    blocks.push(read.streams);
    used += read.end - at;
  }
  return used === view.byteLength ? blocks : 'has blosc blocks that leave gaps or overlap';
}

function readStreams(
  view: DataView,
  start: number,
  { size, streams }: { size: number; streams: number },
): { streams: BloscStream[]; end: number } | undefined {
  const decodedBytes = Math.floor(size / streams);
  const read: BloscStream[] = [];
  let at = start;
  for (let i = 0; i < streams; i++) {
    if (at + 4 > view.byteLength) return undefined;
    const length = view.getInt32(at, true);
    at += 4;
    if (length <= 0 || length > decodedBytes || at + length > view.byteLength) return undefined;
    read.push({ at, length, decodedBytes });
    at += length;
  }
  return { streams: read, end: at };
}
