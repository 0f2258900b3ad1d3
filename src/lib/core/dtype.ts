/** Numeric types that can be shown. Complex numbers, strings and structs are refused when a dataset opens. */
export type DType =
  | 'bool'
  | 'int8'
  | 'uint8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'uint64'
  | 'float16'
  | 'float32'
  | 'float64';

export type NumericArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

interface DTypeTraits {
  readonly storedBytes: number;
  readonly make: (length: number) => NumericArray;
  readonly range?: readonly [number, number];
}

const traits: Readonly<Record<DType, DTypeTraits>> = {
  bool: { storedBytes: 1, make: (n) => new Uint8Array(n), range: [0, 1] },
  int8: { storedBytes: 1, make: (n) => new Int8Array(n), range: [-128, 127] },
  uint8: { storedBytes: 1, make: (n) => new Uint8Array(n), range: [0, 255] },
  int16: { storedBytes: 2, make: (n) => new Int16Array(n), range: [-32768, 32767] },
  uint16: { storedBytes: 2, make: (n) => new Uint16Array(n), range: [0, 65535] },
  int32: { storedBytes: 4, make: (n) => new Int32Array(n), range: [-(2 ** 31), 2 ** 31 - 1] },
  uint32: { storedBytes: 4, make: (n) => new Uint32Array(n), range: [0, 2 ** 32 - 1] },
  int64: { storedBytes: 8, make: (n) => new BigInt64Array(n), range: [-(2 ** 63), 2 ** 63] },
  uint64: { storedBytes: 8, make: (n) => new BigUint64Array(n), range: [0, 2 ** 64] },
  float16: { storedBytes: 2, make: (n) => new Float32Array(n) },
  float32: { storedBytes: 4, make: (n) => new Float32Array(n) },
  float64: { storedBytes: 8, make: (n) => new Float64Array(n) },
};

/** All types that can be shown. */
export const dtypes = Object.keys(traits) as readonly DType[];

/** Bytes of one voxel in the store, before compression. */
export function storedBytesPerVoxel(dtype: DType): number {
  return traits[dtype].storedBytes;
}

/** Bytes of one voxel once decoded: `float16` is widened to float32, `bool` is one byte (0 or 1). */
export function decodedBytesPerVoxel(dtype: DType): number {
  return dtype === 'float16' ? 4 : traits[dtype].storedBytes;
}

/** Returns a zeroed array of the type in which chunks of `dtype` are held once decoded. */
export function makeDecodedArray(dtype: DType, length: number): NumericArray {
  return traits[dtype].make(length);
}

/** Smallest and largest value, as float64 (the bounds of 64-bit types are rounded); absent for floats. */
export function dtypeRange(dtype: DType): readonly [number, number] | undefined {
  return traits[dtype].range;
}

export function isFloat(dtype: DType): boolean {
  return traits[dtype].range === undefined;
}

/** True when `value` names a type that can be shown. */
export function isDType(value: unknown): value is DType {
  return typeof value === 'string' && Object.hasOwn(traits, value);
}
