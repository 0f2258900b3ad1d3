import type { DType } from '../../../core';
import { checkChunkBytes, readSizes } from './array-record';
import type { ArrayRecord, CodecRecord } from './array-record';
import { dtypeOfNumpy, readCodecChain } from './codec-chain';
import {
  asArray,
  asFinite,
  asObject,
  asString,
  badMetadata,
  property,
  shown,
  unsupported,
  within,
} from '../documents/fields';
import type { Place } from '../documents/fields';
import { readFillValue } from './fill-value';
import { readDimensionNames } from './zarr-v3-array';

interface StoredType {
  readonly dtype: DType;
  readonly endian: 'little' | 'big';
}

/** Reads a `.zarray`. `attributes` is the array's `.zattrs` where it was read anyway, for its axis names. */
export function readZarrV2Array(value: unknown, document: string, attributes?: unknown): ArrayRecord {
  const root: Place = { document, field: '' };
  const array = asObject(value, { document, field: 'document' });
  const shape = readSizes(array['shape'], within(root, 'shape'));
  const chunks = readSizes(array['chunks'], within(root, 'chunks'), shape.length);
  const type = readType(array['dtype'], within(root, 'dtype'));
  checkChunkBytes(chunks, type.dtype, within(root, 'chunks'));
  const separator = array['dimension_separator'] ?? '.';
  if (separator !== '.' && separator !== '/') {
    throw badMetadata(within(root, 'dimension_separator'), `must be "." or "/", but is ${shown(separator)}`);
  }
  const order = array['order'] ?? 'C';
  if (order !== 'C' && order !== 'F') {
    throw badMetadata(within(root, 'order'), `must be "C" or "F", but is ${shown(order)}`);
  }
  const codecs: CodecRecord[] = [
    ...(order === 'F' ? [fortranTranspose(shape.length)] : []),
    ...readFilters(array['filters'], type, within(root, 'filters')),
    ...readCompressor(array['compressor'], within(root, 'compressor')),
  ];
  const names = property(attributes, '_ARRAY_DIMENSIONS');
  const namesPlace = { document: document.replace(/\.zarray$/, '.zattrs'), field: '_ARRAY_DIMENSIONS' };
  const dimensionNames = readDimensionNames(names, shape.length, namesPlace);
  return {
    shape,
    chunks,
    dtype: type.dtype,
    codecs: readCodecChain(codecs, type.dtype, shape.length, within(root, 'filters')),
    fillValue: readFillValue(array['fill_value'], type.dtype, within(root, 'fill_value')),
    chunkKeys: { name: 'v2', separator },
    ...(dimensionNames === undefined ? {} : { dimensionNames }),
  };
}

function readType(value: unknown, place: Place): StoredType {
  const type = dtypeOfNumpy(value);
  if (type !== undefined) return type;
  if (value === undefined) throw badMetadata(place, 'is missing');
  throw unsupported(place, `The data type ${shown(value)} (${kindOfNumpy(value)})`);
}

function kindOfNumpy(value: unknown): string {
  if (typeof value !== 'string') return 'a structure';
  const kinds: readonly (readonly [RegExp, string])[] = [
    [/[US]\d*$/, 'strings'],
    [/c\d+$/, 'complex numbers'],
    [/O\d*$/, 'objects'],
    [/[mM]8/, 'dates'],
    [/V\d+$/, 'raw bytes'],
  ];
  return kinds.find(([pattern]) => pattern.test(value))?.[1] ?? 'unknown';
}

function fortranTranspose(rank: number): CodecRecord {
  return { name: 'transpose', configuration: { order: [...Array(rank).keys()].reverse() } };
}

/** Filters in the words of Zarr v3: array codecs, then `bytes` with the type that is stored, then byte codecs. */
function readFilters(value: unknown, type: StoredType, place: Place): CodecRecord[] {
  const filters = value === null || value === undefined ? [] : asArray(value, place, 8);
  const before: CodecRecord[] = [];
  const after: CodecRecord[] = [];
  let stored = type;
  filters.forEach((item, i) => {
    const at = within(place, i);
    const { id, ...configuration } = asObject(item, at);
    const name = asString(id, within(at, 'id')).replace(/^numcodecs\./, '');
    if (name === 'fixedscaleoffset') {
      const steps = fixedScaleOffset(configuration, stored, at);
      before.push(...steps.codecs);
      stored = steps.stored;
    } else if (name === 'delta' || name === 'bitround')
      before.push({ name: `numcodecs.${name}`, configuration });
    else if (name === 'shuffle') after.push({ name: 'numcodecs.shuffle', configuration });
    else if (isCompressor(name)) after.push({ name: `numcodecs.${name}`, configuration });
    else throw unsupported(at, `The filter "${name}"`);
  });
  return [...before, { name: 'bytes', configuration: { endian: stored.endian } }, ...after];
}

/** numcodecs decodes `stored / scale + offset`; Zarr v3 says the same with a cast and a scale. */
function fixedScaleOffset(
  configuration: Readonly<Record<string, unknown>>,
  type: StoredType,
  place: Place,
): { codecs: CodecRecord[]; stored: StoredType } {
  if (type.dtype === 'int64' || type.dtype === 'uint64')
    throw unsupported(place, `fixedscaleoffset on ${type.dtype}`);
  const scale = asFinite(configuration['scale'], within(place, 'scale'));
  const offset = asFinite(configuration['offset'], within(place, 'offset'));
  const declared = configuration['dtype'] ?? undefined;
  if (declared !== undefined && dtypeOfNumpy(declared)?.dtype !== type.dtype) {
    throw unsupported(within(place, 'dtype'), `fixedscaleoffset of type ${shown(declared)} on ${type.dtype}`);
  }
  const astype = configuration['astype'] ?? declared;
  const stored = astype === undefined ? type : readType(astype, within(place, 'astype'));
  const codecs: CodecRecord[] = [{ name: 'scale_offset', configuration: { scale, offset } }];
  if (stored.dtype !== type.dtype) {
    const cast = { data_type: stored.dtype, rounding: 'nearest-even', out_of_range: 'wrap' };
    codecs.push({ name: 'cast_value', configuration: cast });
  }
  return { codecs, stored };
}

function readCompressor(value: unknown, place: Place): CodecRecord[] {
  if (value === null || value === undefined) return [];
  const { id, ...configuration } = asObject(value, place);
  const name = asString(id, within(place, 'id')).replace(/^numcodecs\./, '');
  if (!isCompressor(name)) throw unsupported(place, `The compressor "${name}"`);
  return [{ name: `numcodecs.${name}`, configuration }];
}

function isCompressor(name: string): boolean {
  return ['blosc', 'lz4', 'zstd', 'gzip', 'zlib'].includes(name);
}
