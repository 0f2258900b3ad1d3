import { type ChunkArray, type DType, type VoxelKind, dtypeRange, isLabels } from '../../../core';
import type { EncodeBrickLine } from './brick-line';
import { encodeLabels } from './label-bricks';

/**
 * What is subtracted from the voxels of a dataset before they are stored, so that what is stored fits a float32 where
 * all values lie close together far from 0. A bigint for 64-bit integers.
 */
export type ValueBase = number | bigint;

/** Infinities are stored as this: differences of two stay finite. */
const LARGEST = 1e38;
/** Voxels that are looked at for a base. */
const PROBES = 4096;

/**
 * Returns the base for a dataset, given a chunk of it that shows what its values are like. 8 and 16-bit types are stored
 * from their smallest value up, labels as they are, and so are others unless their spread is small against their distance from 0.
 */
export function valueBase(kind: VoxelKind, { data }: ChunkArray): ValueBase {
  if (isLabels(kind)) return 0;
  const range = dtypeRange(kind.dtype);
  if (range && range[1] - range[0] <= 65535) return range[0];
  const isBig = data instanceof BigInt64Array || data instanceof BigUint64Array;
  const step = Math.max(1, Math.floor(data.length / PROBES));
  let low: ValueBase | undefined;
  let high: ValueBase | undefined;
  for (let i = 0; i < data.length; i += step) {
    const value = data[i] ?? 0;
    if (typeof value === 'number' && !Number.isFinite(value)) continue;
    if (low === undefined || value < low) low = value;
    if (high === undefined || value > high) high = value;
  }
  const zero = isBig ? 0n : 0;
  if (low === undefined || high === undefined) return zero;
  const [from, to] = [Number(low), Number(high)];
  const isFar = from * to > 0 && to - from < Math.min(Math.abs(from), Math.abs(to));
  return isFar ? low : zero;
}

/** A value as it is stored: less the base. */
export function storedValue(value: number | bigint, base: ValueBase): number {
  if (typeof value === 'bigint' || typeof base === 'bigint') return Number(asBig(value) - asBig(base));
  return Math.min(LARGEST, Math.max(-LARGEST, value - base));
}

/** A value of metadata, such as a fill value, as a voxel of the type. */
export function parseVoxel(dtype: DType, value: number | string): number | bigint {
  return dtype === 'uint64' || dtype === 'int64' ? BigInt(value) : Number(value);
}

/** Returns what turns lines of voxels into words. */
export function brickEncoder(kind: VoxelKind, base: ValueBase): EncodeBrickLine {
  const { dtype } = kind;
  if (isLabels(kind)) return encodeLabels;
  if (dtype === 'bool' || dtype === 'uint8') return encodeBytes(0);
  if (dtype === 'int8') return encodeBytes(0x80);
  if (dtype === 'uint16') return encodePairs(0);
  if (dtype === 'int16') return encodePairs(0x8000);
  if (dtype === 'uint64' || dtype === 'int64') return encodeBig(dtype === 'int64', BigInt(base));
  return encodeNumbers(Number(base));
}

/** By a loop: for lines as short as those of bricks, a view of each for `set` would take longer than the copy. */
function encodeBytes(signBit: number): EncodeBrickLine {
  return (data, { start, stride, count }, words, at) => {
    const source = data as Uint8Array;
    for (let i = 0, from = start; i < count; i++, from += stride)
      words[at + i] = ((source[from] ?? 0) ^ signBit) & 0xff;
  };
}

function encodePairs(signBit: number): EncodeBrickLine {
  return (data, { start, stride, count }, words, at) => {
    const source = data as Uint16Array;
    for (let i = 0, from = start, to = at; i < count; i++, from += stride, to += 2) {
      const value = (source[from] ?? 0) ^ signBit;
      words[to] = (value >> 8) & 0xff;
      words[to + 1] = value & 0xff;
    }
  };
}

function encodeNumbers(base: number): EncodeBrickLine {
  return (data, { start, stride, count }, words, at) => {
    const source = data as Float32Array;
    for (let i = 0, from = start; i < count; i++, from += stride) {
      const value = (source[from] ?? 0) - base;
      words[at + i] = value > LARGEST ? LARGEST : value < -LARGEST ? -LARGEST : value;
    }
  };
}

/** By halves, since arithmetic with bigint is far slower; exact as long as voxels lie within 2^53 of the base. */
function encodeBig(isSigned: boolean, base: bigint): EncodeBrickLine {
  const baseLow = Number(BigInt.asUintN(32, base));
  const baseHigh = Number(base >> 32n);
  return (data, { start, stride, count }, words, at) => {
    const lows = new Uint32Array(data.buffer, data.byteOffset, data.length * 2);
    const highs = isSigned ? new Int32Array(data.buffer, data.byteOffset, data.length * 2) : lows;
    for (let i = 0, from = start * 2; i < count; i++, from += stride * 2)
      words[at + i] = ((highs[from + 1] ?? 0) - baseHigh) * 2 ** 32 + ((lows[from] ?? 0) - baseLow);
  };
}

function asBig(value: number | bigint): bigint {
  return typeof value === 'bigint' ? value : BigInt(Math.round(value));
}
