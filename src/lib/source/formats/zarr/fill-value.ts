import { dtypeRange, isFloat } from '../../../core';
import type { DType } from '../../../core';
import { badMetadata, shown } from '../documents/fields';
import type { Place } from '../documents/fields';

const integerBounds: Partial<Record<DType, readonly [bigint, bigint]>> = {
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
};

/**
 * Reads a fill value: a number, a decimal string for 64-bit integers, 'NaN', 'Infinity' or '-Infinity'.
 * Zarr v2 allows `null` (nothing is promised); it is read as 0, which is what other readers show.
 */
export function readFillValue(value: unknown, dtype: DType, place: Place): number | string {
  if (value === null || value === undefined) return dtype in integerBounds ? '0' : 0;
  if (dtype === 'bool') return readBool(value, place);
  if (isFloat(dtype)) return readFloat(unquoted(value), dtype, place);
  const bounds = integerBounds[dtype];
  return bounds === undefined
    ? readSmallInteger(unquoted(value), dtype, place)
    : readLargeInteger(value, bounds, place);
}

/** Old writers put numbers in quotes. */
function unquoted(value: unknown): unknown {
  return typeof value === 'string' && /^-?\d{1,30}(\.\d{1,30})?$/.test(value) ? Number(value) : value;
}

function readBool(value: unknown, place: Place): number {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value === 0 || value === 1) return value;
  throw badMetadata(place, `must be true or false, but is ${shown(value)}`);
}

function readFloat(value: unknown, dtype: DType, place: Place): number | string {
  if (typeof value === 'number') return value;
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return value;
  if (typeof value === 'string') {
    const digits = { float16: 4, float32: 8, float64: 16 }[dtype as 'float16' | 'float32' | 'float64'];
    if (new RegExp(`^0x[0-9a-f]{${digits}}$`, 'i').test(value)) return floatOfBits(value, dtype);
  }
  throw badMetadata(place, `must be a number, but is ${shown(value)}`);
}

function floatOfBits(hex: string, dtype: DType): number | string {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(hex));
  const value =
    dtype === 'float64'
      ? view.getFloat64(0)
      : dtype === 'float32'
        ? view.getFloat32(4)
        : halfToNumber(view.getUint16(6));
  return Number.isFinite(value) ? value : String(value);
}

/** Returns the value of an IEEE 754 binary16. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function readSmallInteger(value: unknown, dtype: DType, place: Place): number {
  const [low, high] = dtypeRange(dtype) ?? [0, 0];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < low || value > high) {
    throw badMetadata(place, `must be a whole number that fits ${dtype}, but is ${shown(value)}`);
  }
  return value;
}

function readLargeInteger(value: unknown, [low, high]: readonly [bigint, bigint], place: Place): string {
  const isWhole =
    (typeof value === 'number' && Number.isInteger(value)) ||
    (typeof value === 'string' && /^-?\d{1,20}$/.test(value));
  const integer = isWhole ? BigInt(value as number | string) : undefined;
  if (integer === undefined || integer < low || integer > high) {
    throw badMetadata(place, `must be a whole number of 64 bits, but is ${shown(value)}`);
  }
  return integer.toString();
}
