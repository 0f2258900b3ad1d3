import { registry } from 'zarrita';
import { isDType, storedBytesPerVoxel } from '../../../core';
import { decodeBlosc } from './blosc';
import { gzipFault, lz4Fault, zstdFault } from './codec-headers';
import { withoutChecksum } from '../../../core';
import { inflate } from './inflate';
import { unshuffle } from './unshuffle';
import { decodeWith } from './wasm-codecs';

/** What zarrita tells a codec of the array that it serves. */
interface ChunkMetadata {
  readonly dataType: unknown;
  readonly shape: readonly number[];
}

interface ByteCodec {
  readonly kind: 'bytes_to_bytes';
  encode(): never;
  decode(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/** Stands between `bytes` and the codecs after it: zarrita reads a chunk that is half a voxel too long without complaint. */
export const exactLength = 'exascope.exact-length';

type Decode = (bytes: Uint8Array, maxBytes: number, exactBytes: number) => Uint8Array | Promise<Uint8Array>;
type Configuration = Readonly<Record<string, unknown>>;

/**
 * Replaces zarrita's byte codecs by ones that check their input: sizes that headers state, checksums, and the size of what
 * is inflated. The registry is zarrita's own and global; doing this again changes nothing.
 */
export function installGuardedCodecs(): void {
  for (const prefix of ['', 'numcodecs.']) {
    register(`${prefix}blosc`, () => decodeBlosc);
    register(`${prefix}lz4`, () => checked(lz4Fault, (bytes) => decodeWith('lz4', bytes)));
    register(`${prefix}zstd`, () => checked(zstdFault, (bytes) => decodeWith('zstd', bytes)));
    register(`${prefix}gzip`, () => checked(gzipFault, inflated('gzip')));
    register(`${prefix}zlib`, () => inflated('deflate'));
  }
  register('crc32c', () => decodeChecked);
  register(exactLength, () => (bytes, _, exactBytes) => {
    if (bytes.byteLength === exactBytes) return bytes;
    throw new Error(`decodes to ${bytes.byteLength} bytes for ${exactBytes}`);
  });
  register('numcodecs.shuffle', ({ elementsize }) => {
    const size =
      typeof elementsize === 'number' && Number.isInteger(elementsize) && elementsize > 0 ? elementsize : 4;
    return (bytes) => {
      const whole = new Uint8Array(bytes.byteLength);
      unshuffle(bytes, size, whole);
      return whole;
    };
  });
}

function register(name: string, makeDecode: (configuration: Configuration) => Decode): void {
  const entry = {
    fromConfig(configuration: unknown, meta: ChunkMetadata): ByteCodec {
      const decode = makeDecode((configuration ?? {}) as Configuration);
      const exactBytes = storedBytes(meta);
      // The exact size is checked last; between two codecs, bytes may be a little more than the voxels.
      const maxBytes = exactBytes + Math.ceil(exactBytes / 16) + 4096;
      return {
        kind: 'bytes_to_bytes',
        encode: () => {
          throw new Error(`Encoding with ${name}: the viewer only reads.`);
        },
        decode: (bytes) => decode(bytes, maxBytes, exactBytes),
      };
    },
  };
  registry.set(name, () => Promise.resolve(entry as never));
}

function storedBytes({ dataType, shape }: ChunkMetadata): number {
  const voxels = shape.reduce((product, size) => product * size, 1);
  return voxels * (isDType(dataType) ? storedBytesPerVoxel(dataType) : 8);
}

/** Looks at what the bytes say of themselves before they are decoded. */
function checked(fault: (bytes: Uint8Array, maxBytes: number) => string | undefined, decode: Decode): Decode {
  return (bytes, maxBytes, exactBytes) => {
    const found = fault(bytes, maxBytes);
    if (found !== undefined) throw new Error(found);
    return decode(bytes, maxBytes, exactBytes);
  };
}

function inflated(format: 'gzip' | 'deflate'): Decode {
  return (bytes, maxBytes, exactBytes) => inflate(bytes, format, { expectedBytes: exactBytes, maxBytes });
}

function decodeChecked(bytes: Uint8Array): Uint8Array {
  const body = withoutChecksum(bytes);
  if (body === undefined) throw new Error('does not match its CRC-32C checksum');
  return body;
}
