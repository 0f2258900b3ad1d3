import { isDType, storedBytesPerVoxel } from '../../../core';
import type { DType } from '../../../core';
import type { CodecRecord } from './array-record';
import {
  asArray,
  asObject,
  asString,
  badMetadata,
  property,
  shown,
  unsupported,
  within,
} from '../documents/fields';
import type { JsonObject, Place } from '../documents/fields';

const arrayToArray = [
  'transpose',
  'scale_offset',
  'cast_value',
  'bitround',
  'numcodecs.delta',
  'numcodecs.bitround',
];
const bytesToBytes = [
  ...['blosc', 'lz4', 'zstd', 'gzip', 'zlib', 'crc32c'],
  ...[
    'numcodecs.blosc',
    'numcodecs.lz4',
    'numcodecs.zstd',
    'numcodecs.gzip',
    'numcodecs.zlib',
    'numcodecs.shuffle',
  ],
];
const maxCodecs = 16;

/** Reads the codec chain of an unsharded Zarr v3 array, or of the inner chunks of a sharded one. */
export function readCodecChain(value: unknown, dtype: DType, rank: number, place: Place): CodecRecord[] {
  const codecs = readCodecList(value, place);
  codecs.forEach(({ name }, i) => {
    const isKnown = name === 'bytes' || arrayToArray.includes(name) || bytesToBytes.includes(name);
    if (!isKnown) throw unsupported(within(place, i), `The codec "${name}"`);
  });
  checkOrder(codecs, place);
  let stored = dtype;
  codecs.forEach((codec, i) => (stored = checkCodec(codec, stored, { rank, place: within(place, i) })));
  return codecs;
}

/** Reads a list of `{name, configuration}`; Zarr v3.1 allows the bare name. */
export function readCodecList(value: unknown, place: Place): CodecRecord[] {
  return asArray(value, place, maxCodecs).map((item, i) => {
    const at = within(place, i);
    if (typeof item === 'string') return { name: item, configuration: {} };
    const codec = asObject(item, at);
    const configuration = codec['configuration'] ?? {};
    return {
      name: asString(codec['name'], within(at, 'name')),
      configuration: asObject(configuration, within(at, 'configuration')),
    };
  });
}

/** Array codecs, then exactly one `bytes`, then byte codecs; a transpose comes first, where its order is unambiguous. */
function checkOrder(codecs: readonly CodecRecord[], place: Place): void {
  const bytesAt = codecs.findIndex(({ name }) => name === 'bytes');
  if (bytesAt < 0) throw badMetadata(place, 'has no codec that turns the array into bytes');
  codecs.forEach(({ name }, i) => {
    const isRight = i === bytesAt || (i < bytesAt ? arrayToArray : bytesToBytes).includes(name);
    if (!isRight) throw badMetadata(within(place, i), `puts the codec "${name}" out of order`);
    if (name === 'transpose' && i > 0)
      throw unsupported(within(place, i), 'A transpose that is not the first codec');
  });
}

/** Checks one codec that receives `dtype`, and returns the type that it hands on. */
function checkCodec(
  { name, configuration }: CodecRecord,
  dtype: DType,
  { rank, place }: { rank: number; place: Place },
): DType {
  const at = within(place, 'configuration');
  if (name === 'transpose') checkTranspose(configuration, rank, within(at, 'order'));
  if (name === 'bytes') checkEndian(configuration, dtype, within(at, 'endian'));
  if (name === 'numcodecs.delta') checkDelta(configuration, dtype, at);
  const changesValues = name === 'numcodecs.delta' || name === 'scale_offset' || name === 'cast_value';
  if (changesValues && (dtype === 'float16' || dtype === 'bool'))
    throw unsupported(place, `"${name}" on ${dtype}`);
  if (name !== 'cast_value') return dtype;
  const target = configuration['data_type'];
  if (!isDType(target) || target === 'bool' || target === 'float16') {
    throw unsupported(within(at, 'data_type'), `A cast to ${shown(target)}`);
  }
  return target;
}

function checkTranspose({ order }: JsonObject, rank: number, place: Place): void {
  const isPermutation =
    Array.isArray(order) &&
    order.length === rank &&
    [...Array(rank).keys()].every((axis) => (order as unknown[]).includes(axis));
  if (!isPermutation) throw badMetadata(place, `must list each of ${rank} axes once, but is ${shown(order)}`);
}

function checkEndian({ endian }: JsonObject, dtype: DType, place: Place): void {
  if (endian === 'little' || endian === 'big') return;
  if (endian === undefined && storedBytesPerVoxel(dtype) === 1) return;
  throw badMetadata(place, `must be "little" or "big" for ${dtype}, but is ${shown(endian)}`);
}

/** The delta decoder works in the array's own type; another type in between would change values. */
function checkDelta(configuration: JsonObject, dtype: DType, place: Place): void {
  for (const name of ['dtype', 'astype']) {
    const given = property(configuration, name);
    const matches = given === undefined || given === null || dtypeOfNumpy(given)?.dtype === dtype;
    if (!matches) throw unsupported(within(place, name), `A delta codec of type ${shown(given)} on ${dtype}`);
  }
}

const numpyTypes: Readonly<Record<string, DType>> = {
  ...{ b1: 'bool', i1: 'int8', u1: 'uint8', i2: 'int16', u2: 'uint16', i4: 'int32', u4: 'uint32' },
  ...{ i8: 'int64', u8: 'uint64', f2: 'float16', f4: 'float32', f8: 'float64' },
};

/** Reads a NumPy type string ('<u2'), as Zarr v2 writes them; `undefined` for what cannot be shown. */
export function dtypeOfNumpy(value: unknown): { dtype: DType; endian: 'little' | 'big' } | undefined {
  const match = typeof value === 'string' ? /^([<>|=]?)([a-z]\d)$/.exec(value) : null;
  const name = match?.[2] ?? '';
  const dtype = Object.hasOwn(numpyTypes, name) ? numpyTypes[name] : undefined;
  return dtype === undefined ? undefined : { dtype, endian: match?.[1] === '>' ? 'big' : 'little' };
}
