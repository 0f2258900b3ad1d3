import { type DType, dtypeRange } from '../../core';

/**
 * The low end of a contrast window as the shader subtracts it, which keeps steps of one exact however large the values:
 * `value − low = (voxel words − words) − rest`, the part in brackets in the arithmetic of the words.
 */
export interface ContrastWindow {
  /** Low and high word for 64-bit integers (sign bit flipped as in tiles), one word for narrower ones; bits of floats. */
  readonly words: readonly [number, number];
  /** What the words leave out of the low end. */
  readonly rest: number;
  /** 1 / (high − low); negative when the window is turned round. */
  readonly scale: number;
}

/** Slope of a window without width: whatever lies above it is shown as the last colour. */
const STEEP = 1e30;

/** Returns how the shader subtracts the window `[low, high]`, any float64 numbers, from voxels of `dtype`. */
export function contrastWindow(dtype: DType, [low, high]: readonly [number, number]): ContrastWindow {
  const scale = high === low ? STEEP : 1 / (high - low);
  const range = dtypeRange(dtype);
  if (!range) return { ...floatWords(dtype, low), scale };
  const [min, max] = range;
  const whole = Math.min(Math.max(Math.floor(low), min), max);
  const rest = low - whole;
  if (dtype === 'uint64' || dtype === 'int64')
    return { ...bigWords(BigInt(whole) - BigInt(min), rest), scale };
  return { words: [whole - min, 0], rest, scale };
}

function floatWords(dtype: DType, low: number): { words: readonly [number, number]; rest: number } {
  const high = Math.fround(low);
  const rest = Number.isFinite(high) ? Math.fround(low - high) : 0;
  if (dtype === 'float64') return { words: [floatBits(high), floatBits(rest)], rest: 0 };
  return { words: [floatBits(high), 0], rest };
}

function bigWords(value: bigint, rest: number): { words: readonly [number, number]; rest: number } {
  const largest = (1n << 64n) - 1n;
  const bounded = value > largest ? largest : value;
  return {
    words: [Number(bounded & 0xffffffffn), Number(bounded >> 32n)],
    rest: rest + Number(value - bounded),
  };
}

function floatBits(value: number): number {
  return new Uint32Array(Float32Array.of(value).buffer)[0] ?? 0;
}
