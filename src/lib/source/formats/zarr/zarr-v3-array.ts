import { isDType } from '../../../core';
import type { DType } from '../../../core';
import { checkChunkBytes, readSizes } from './array-record';
import type { ArrayRecord, CodecRecord, ShardingRecord } from './array-record';
import { readCodecChain, readCodecList } from './codec-chain';
import { asArray, asObject, badMetadata, property, shown, unsupported, within } from '../documents/fields';
import type { JsonObject, Place } from '../documents/fields';
import { readFillValue } from './fill-value';
import { plainText } from '../documents/plain-text';

/** A million chunks; the cache of indices holds one of this size. */
const maxShardIndexBytes = 16 * 2 ** 20;

/** Reads an array's `zarr.json`; `document` is its path below the root, for error texts. */
export function readZarrV3Array(value: unknown, document: string): ArrayRecord {
  const root: Place = { document, field: '' };
  const array = asObject(value, { document, field: 'document' });
  if (array['node_type'] !== 'array') throw badMetadata(within(root, 'node_type'), 'must be "array"');
  const shape = readSizes(array['shape'], within(root, 'shape'));
  const dtype = readDType(array['data_type'], within(root, 'data_type'));
  refuseExtensions(array, root);
  const grid = asObject(array['chunk_grid'], within(root, 'chunk_grid'));
  if (grid['name'] !== 'regular')
    throw unsupported(within(root, 'chunk_grid'), `A chunk grid ${shown(grid['name'])}`);
  const gridPlace = within(root, 'chunk_grid.configuration.chunk_shape');
  const outer = readSizes(property(grid['configuration'], 'chunk_shape'), gridPlace, shape.length);
  const inner = readCodecs(array['codecs'], { dtype, outer, place: within(root, 'codecs') });
  checkChunkBytes(inner.chunks, dtype, inner.sharding === undefined ? gridPlace : within(root, 'codecs[0]'));
  const names = readDimensionNames(array['dimension_names'], shape.length, within(root, 'dimension_names'));
  return {
    shape,
    dtype,
    ...inner,
    fillValue: readFillValue(array['fill_value'], dtype, within(root, 'fill_value')),
    chunkKeys: readChunkKeys(array['chunk_key_encoding'], within(root, 'chunk_key_encoding')),
    ...(names === undefined ? {} : { dimensionNames: names }),
  };
}

function readDType(value: unknown, place: Place): DType {
  if (isDType(value)) return value;
  if (value === undefined) throw badMetadata(place, 'is missing');
  throw unsupported(place, `The data type ${shown(property(value, 'name') ?? value)}`);
}

/** An extension that a reader must understand may change every value. */
function refuseExtensions(array: JsonObject, root: Place): void {
  const transformers = array['storage_transformers'];
  if (Array.isArray(transformers) && transformers.length > 0) {
    throw unsupported(within(root, 'storage_transformers'), 'An array with storage transformers');
  }
}

interface ChunkCodecs {
  chunks: readonly number[];
  codecs: readonly CodecRecord[];
  shards?: readonly number[];
  sharding?: ShardingRecord;
}

function readCodecs(
  value: unknown,
  { dtype, outer, place }: { dtype: DType; outer: readonly number[]; place: Place },
): ChunkCodecs {
  const rank = outer.length;
  const list = readCodecList(value, place);
  const shardAt = list.findIndex(({ name }) => name === 'sharding_indexed');
  const sharding = list[shardAt]?.configuration;
  if (sharding === undefined) return { chunks: outer, codecs: readCodecChain(value, dtype, rank, place) };
  if (list.length > 1) throw unsupported(place, 'Sharding with other codecs around it');
  const at = within(within(place, shardAt), 'configuration');
  const chunks = readSizes(sharding['chunk_shape'], within(at, 'chunk_shape'), rank);
  if (outer.some((size, axis) => size % (chunks[axis] ?? 1) !== 0)) {
    throw badMetadata(within(at, 'chunk_shape'), `does not divide the shard shape ${shown(outer)}`);
  }
  const count = outer.reduce((product, size, axis) => product * (size / (chunks[axis] ?? 1)), 1);
  if (count * 16 > maxShardIndexBytes)
    throw badMetadata(within(at, 'chunk_shape'), `makes ${count} chunks in a shard`);
  const innerPlace = within(at, 'codecs');
  if (readCodecList(sharding['codecs'], innerPlace).some(({ name }) => name === 'sharding_indexed')) {
    throw unsupported(innerPlace, 'Sharding within shards');
  }
  const codecs = readCodecChain(sharding['codecs'], dtype, rank, innerPlace);
  return { chunks, codecs, shards: outer, sharding: readIndex(sharding, at) };
}

function readIndex(configuration: JsonObject, at: Place): ShardingRecord {
  const indexLocation = configuration['index_location'] ?? 'end';
  if (indexLocation !== 'start' && indexLocation !== 'end') {
    throw badMetadata(
      within(at, 'index_location'),
      `must be "start" or "end", but is ${shown(indexLocation)}`,
    );
  }
  const place = within(at, 'index_codecs');
  const [bytes, checksum, ...rest] = readCodecList(configuration['index_codecs'], place);
  if (bytes?.name !== 'bytes' || (checksum !== undefined && checksum.name !== 'crc32c') || rest.length > 0) {
    throw unsupported(place, 'A shard index with codecs other than "bytes" and "crc32c"');
  }
  const indexIsBigEndian = bytes.configuration['endian'] === 'big';
  return { indexLocation, indexIsBigEndian, indexHasChecksum: checksum !== undefined };
}

function readChunkKeys(value: unknown, place: Place): ArrayRecord['chunkKeys'] {
  const name = typeof value === 'string' ? value : property(value, 'name');
  if (name !== 'default' && name !== 'v2') throw unsupported(place, `The chunk key encoding ${shown(name)}`);
  const given = property(property(value, 'configuration'), 'separator');
  const separator = given ?? (name === 'default' ? '/' : '.');
  if (separator !== '.' && separator !== '/')
    throw badMetadata(place, `has the separator ${shown(separator)}`);
  return { name, separator };
}

/** Axis names, or `undefined` when there are none; null stands for an axis without a name. */
export function readDimensionNames(
  value: unknown,
  rank: number,
  place: Place,
): (string | null)[] | undefined {
  if (value === undefined || value === null) return undefined;
  const names = asArray(value, place, Number.MAX_SAFE_INTEGER);
  if (names.length !== rank)
    throw badMetadata(place, `has ${names.length} names for an array of rank ${rank}`);
  return names.map((name) => (typeof name === 'string' && name !== '' ? plainText(name, 80) : null));
}
