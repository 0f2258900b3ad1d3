import type { AttributeValue } from '../engine-calls';
import type { OpenFile } from './open-file';
import { elementType, isBoolean, typeClass } from './element-type';
import type { H5Metadata } from './h5-module';

const maxAttributes = 500;
/** A larger attribute is named, not read. */
const maxAttributeBytes = 2 ** 16;
/** Of one text, in bytes: it may lie elsewhere in the file and be of any length. */
const maxTextBytes = 2 ** 16;

/** Reads the attributes of a node. One that cannot be read, or is no number or text, is described instead. */
export function readAttributes(file: OpenFile, path: string): Record<string, AttributeValue> {
  const names = file.native((module, id) => module.get_attribute_names(id, path)) ?? [];
  const entries = names.slice(0, maxAttributes).map((name) => [name, read(file, path, name)] as const);
  const more = names.length - maxAttributes;
  return Object.fromEntries(more > 0 ? [...entries, ['…', `${more} more attributes`]] : entries);
}

function read(file: OpenFile, path: string, name: string): AttributeValue {
  try {
    return readOne(file, path, name);
  } catch (error) {
    if (file.isUnanswered(error)) throw error;
    return '(cannot be read)';
  }
}

function readOne(file: OpenFile, path: string, name: string): AttributeValue {
  const metadata = file.native((module, id) => module.get_attribute_metadata(id, path, name));
  if (!metadata.shape) return null;
  const type = elementType(metadata);
  const bytes = metadata.total_size * metadata.size;
  const isReadable = type.isNumeric ? type.name !== 'float16' : metadata.type === typeClass.string;
  if (!isReadable || bytes > maxAttributeBytes) return described(metadata, type.name, bytes);
  const values = file.withMemory(bytes, (pointer) => {
    const status = file.native((module, id) => module.get_attribute_data(id, path, name, BigInt(pointer)));
    if (status < 0) throw new Error('The attribute cannot be read.');
    try {
      return valuesAt(file, pointer, metadata);
    } finally {
      if (metadata.vlen)
        file.native((module, id) => module.reclaim_vlen_memory(id, path, name, BigInt(pointer)));
    }
  });
  return nested(values, metadata.shape);
}

function described({ shape }: H5Metadata, type: string, bytes: number): string {
  const size = shape && shape.length > 0 ? ` of ${shape.join(' × ')}` : '';
  return `(${type}${size}, ${bytes} bytes)`;
}

function valuesAt({ module }: OpenFile, pointer: number, metadata: H5Metadata): AttributeValue[] {
  const bytes = module.HEAPU8.slice(pointer, pointer + metadata.total_size * metadata.size);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { size } = metadata;
  return Array.from({ length: metadata.total_size }, (_, i) => {
    const at = i * size;
    if (metadata.type !== typeClass.string) return numberAt(view, at, metadata);
    if (!metadata.vlen) return textOf(bytes.subarray(at, at + size));
    const text = view.getUint32(at, true);
    return text === 0 ? '' : module.UTF8ToString(text, maxTextBytes);
  });
}

function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end)).trimEnd();
}

/** What JSON has no number for is a text. */
function numberAt(
  view: DataView,
  at: number,
  { type, size, signed, enum_type: members }: H5Metadata,
): AttributeValue {
  if (type === typeClass.float) {
    const value = size === 8 ? view.getFloat64(at, true) : view.getFloat32(at, true);
    return Number.isFinite(value) ? value : String(value);
  }
  if (size === 8) {
    const value = signed ? view.getBigInt64(at, true) : view.getBigUint64(at, true);
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  }
  const value = wholeAt(view, at, { size, signed });
  return isBoolean(members?.members, size) ? value !== 0 : value;
}

function wholeAt(view: DataView, at: number, { size, signed }: { size: number; signed: boolean }): number {
  if (size === 1) return signed ? view.getInt8(at) : view.getUint8(at);
  if (size === 2) return signed ? view.getInt16(at, true) : view.getUint16(at, true);
  return signed ? view.getInt32(at, true) : view.getUint32(at, true);
}

function nested(values: AttributeValue[], shape: readonly number[]): AttributeValue {
  const [first, ...rest] = shape;
  if (first === undefined) return values[0] ?? null;
  if (rest.length === 0) return values;
  const step = rest.reduce((product, size) => product * size, 1);
  return Array.from({ length: first }, (_, i) => nested(values.slice(i * step, (i + 1) * step), rest));
}
