import { describe, expect, it } from 'vitest';
import { bytesOfText, bytesText } from './sizes';

describe('bytesText', () => {
  it.each([
    [0, '0 bytes'],
    [512, '512 bytes'],
    [999, '999 bytes'],
    [1500, '1.5 kB'],
    [2000, '2 kB'],
    [999_700, '1 MB'],
    [4_430_000, '4.4 MB'],
    [134217728 ** 2, '18 PB'],
    [2 ** 60, '1.2 EB'],
  ])('writes %d as %s', (bytes, text) => {
    expect(bytesText(bytes)).toBe(text);
  });
});

describe('bytesOfText', () => {
  it.each([
    [6.8e9, 24e9, '6.8 of 24 GB'],
    [210e6, 24e9, '210 MB of 24 GB'],
    [0, 8e9, '0 bytes of 8 GB'],
  ])('says %d of %d as %s', (first, second, text) => {
    expect(bytesOfText(first, second)).toBe(text);
  });
});
