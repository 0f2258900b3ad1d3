import { readBloscFrame } from './blosc-frame';
import type { BloscFrame, BloscStream } from './blosc-frame';
import { zstdFault } from './codec-headers';
import { inflate } from './inflate';
import { lz4BlockFault } from './lz4-block';
import { unshuffle, unshuffleBits } from './unshuffle';
import { decodeWith } from './wasm-codecs';

type DecodeStream = (stream: Uint8Array, decodedBytes: number) => Promise<Uint8Array>;

/** Formats whose streams are decoded one by one: the decoder of the whole frame ignores what fails within. */
const streamDecoders: Partial<Readonly<Record<BloscFrame['format'], DecodeStream>>> = {
  zlib: (stream, decodedBytes) =>
    inflate(stream, 'deflate', { expectedBytes: decodedBytes, maxBytes: decodedBytes }),
  zstd: (stream, decodedBytes) => {
    const fault = zstdFault(stream, decodedBytes);
    if (fault !== undefined) throw new Error(fault);
    return decodeWith('zstd', stream);
  },
};

/** Decodes a blosc frame to at most `maxBytes`. Throws where anything in it fails that can be told to have failed. */
export async function decodeBlosc(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  const frame = readBloscFrame(bytes, maxBytes);
  if (typeof frame === 'string') throw new Error(frame);
  if (frame.blocks.length === 0) return bytes.slice(16);
  const decodeStream = streamDecoders[frame.format];
  if (decodeStream !== undefined) return decodeBlocks(bytes, frame, decodeStream);
  if (frame.format === 'lz4') checkLz4(bytes, frame);
  return decodeWith('blosc', bytes);
}

function checkLz4(bytes: Uint8Array, { blocks }: BloscFrame): void {
  for (const stream of blocks.flat()) {
    const { at, length, decodedBytes } = stream;
    const fault = isStored(stream) ? undefined : lz4BlockFault(bytes, { at, end: at + length, decodedBytes });
    if (fault !== undefined) throw new Error(fault);
  }
}

async function decodeBlocks(
  bytes: Uint8Array,
  { blocks, shuffle, elementSize, decodedBytes }: BloscFrame,
  decodeStream: DecodeStream,
): Promise<Uint8Array> {
  const whole = new Uint8Array(decodedBytes);
  let at = 0;
  for (const streams of blocks) {
    const size = streams.reduce((sum, stream) => sum + stream.decodedBytes, 0);
    const block = whole.subarray(at, at + size);
    const target = shuffle === 'none' ? block : new Uint8Array(size);
    await decodeStreams(bytes, streams, { target, decodeStream });
    if (shuffle === 'bytes') unshuffle(target, elementSize, block);
    if (shuffle === 'bits') unshuffleBits(target, elementSize, block);
    at += size;
  }
  return whole;
}

async function decodeStreams(
  bytes: Uint8Array,
  streams: readonly BloscStream[],
  { target, decodeStream }: { target: Uint8Array; decodeStream: DecodeStream },
): Promise<void> {
  let at = 0;
  for (const stream of streams) {
    const encoded = bytes.subarray(stream.at, stream.at + stream.length);
    const decoded = isStored(stream) ? encoded : await decodeStream(encoded, stream.decodedBytes);
    if (decoded.byteLength !== stream.decodedBytes)
      throw new Error(`has a blosc block of ${decoded.byteLength} bytes for ${stream.decodedBytes}`);
    target.set(decoded, at);
    at += stream.decodedBytes;
  }
}

function isStored({ length, decodedBytes }: BloscStream): boolean {
  return length === decodedBytes;
}
