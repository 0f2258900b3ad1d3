import type { Hdf5Type } from '../engine-calls';
import type { H5Metadata } from './h5-module';

/** HDF5's classes of types. */
export const typeClass = {
  integer: 0,
  float: 1,
  string: 3,
  bitfield: 4,
  enum: 8,
} as const;

const names: Readonly<Record<number, string>> = {
  2: 'time',
  3: 'string',
  5: 'opaque',
  6: 'compound',
  7: 'reference',
  9: 'vlen',
  10: 'array',
};

/** Says what an element is in the words of Zarr v3, where it has one. */
export function elementType(metadata: H5Metadata): Hdf5Type {
  const { size: bytes } = metadata;
  const name = numericName(metadata);
  if (name !== undefined) return { name, bytes, isNumeric: true };
  const other = names[metadata.type];
  const bits = String(bytes * 8);
  return {
    name: other ?? (metadata.type === typeClass.float ? `float${bits}` : `int${bits}`),
    bytes,
    isNumeric: false,
  };
}

function numericName({ type, size, signed, enum_type: members }: H5Metadata): string | undefined {
  if (type === typeClass.float) return [2, 4, 8].includes(size) ? `float${size * 8}` : undefined;
  const isWhole =
    type === typeClass.integer ||
    type === typeClass.bitfield ||
    (type === typeClass.enum && members?.type === typeClass.integer);
  if (!isWhole || ![1, 2, 4, 8].includes(size)) return undefined;
  if (isBoolean(members?.members, size)) return 'bool';
  return `${signed && type !== typeClass.bitfield ? '' : 'u'}int${size * 8}`;
}

/** As h5py writes them. */
export function isBoolean(members: Readonly<Record<string, number>> | undefined, size: number): boolean {
  const isPair = members !== undefined && Object.keys(members).length === 2;
  return isPair && size === 1 && members['FALSE'] === 0 && members['TRUE'] === 1;
}
