import type { DType } from '../../../core';

/** NumPy's names of the types, in the byte order of this device, which is that of every typed array. */
const kinds: Readonly<Record<DType, string>> = {
  bool: '|b1',
  int8: '|i1',
  uint8: '|u1',
  int16: 'i2',
  uint16: 'u2',
  int32: 'i4',
  uint32: 'u4',
  int64: 'i8',
  uint64: 'u8',
  float16: 'f2',
  float32: 'f4',
  float64: 'f8',
};
const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];
/** The data begin at a multiple of this. */
const ALIGNMENT = 64;

/** Returns the start of an .npy file, version 1.0: the voxels follow, in C order. */
export function npyHeader(dtype: DType, shape: readonly number[]): Uint8Array<ArrayBuffer> {
  const kind = kinds[dtype];
  const descr = kind.startsWith('|') ? kind : (isLittleEndian ? '<' : '>') + kind;
  const sizes = shape.length === 1 ? `${String(shape[0])},` : shape.join(', ');
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const start = MAGIC.length + 2;
  const total = Math.ceil((start + text.length + 1) / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(total).fill(0x20);
  bytes.set(MAGIC);
  new DataView(bytes.buffer).setUint16(MAGIC.length, total - start, true);
  for (let at = 0; at < text.length; at++) bytes[start + at] = text.charCodeAt(at);
  bytes[total - 1] = 0x0a;
  return bytes;
}
