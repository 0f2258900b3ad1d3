import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dtypes, storedBytesPerVoxel } from '../../../core';
import { npyHeader } from './npy';

/** Reads a header as NumPy's format says. */
function parse(bytes: Uint8Array) {
  const length = new DataView(bytes.buffer).getUint16(8, true);
  const text = String.fromCharCode(...bytes.subarray(10));
  const [, descr = '', order = '', shape = ''] =
    /^\{'descr': '([^']+)', 'fortran_order': (\w+), 'shape': \(([^)]*)\), \} *\n$/.exec(text) ?? [];
  return {
    length,
    text,
    descr,
    order,
    shape: shape
      .split(',')
      .filter((part) => part.trim() !== '')
      .map(Number),
  };
}

describe('the header of an .npy file', () => {
  it('says type, order and shape, and ends where data may begin', () => {
    const shapes = fc.array(fc.integer({ min: 1, max: 2 ** 40 }), { maxLength: 6 });
    fc.assert(
      fc.property(fc.constantFrom(...dtypes), shapes, (dtype, shape) => {
        const bytes = npyHeader(dtype, shape);
        const header = parse(bytes);
        expect([...bytes.subarray(0, 8)]).toEqual([0x93, 78, 85, 77, 80, 89, 1, 0]);
        expect(bytes.length % 64).toBe(0);
        expect(header.length).toBe(bytes.length - 10);
        expect(header.order).toBe('False');
        expect(header.shape).toEqual(shape);
        expect(Number(header.descr.slice(2))).toBe(storedBytesPerVoxel(dtype));
        expect(header.descr[0]).toBe(storedBytesPerVoxel(dtype) === 1 ? '|' : '<');
      }),
    );
  });

  it.each([
    ['bool', '|b1'],
    ['uint64', '<u8'],
    ['int64', '<i8'],
    ['float16', '<f2'],
  ] as const)('calls %s as NumPy does', (dtype, descr) => {
    expect(parse(npyHeader(dtype, [3])).descr).toBe(descr);
    expect(parse(npyHeader(dtype, [3])).text).toContain("'shape': (3,), ");
  });
});
