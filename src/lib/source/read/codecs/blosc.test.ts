import Blosc from 'numcodecs/blosc';
import { describe, expect, it } from 'vitest';
import { decodeBlosc } from './blosc';
import { unshuffleBits } from './unshuffle';

/** A pattern that compresses a little, of `length` bytes. */
function pattern(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * i) >> (i % 7 === 0 ? 3 : 9));
}

function encode(bytes: Uint8Array, cname: string, shuffle: number): Promise<Uint8Array> {
  const settings = { id: 'blosc', clevel: 5, cname, shuffle, blocksize: 4096 };
  return Promise.resolve(Blosc.fromConfig(settings).encode(bytes));
}

describe.each(['lz4', 'lz4hc', 'zstd', 'zlib', 'blosclz'])('a blosc frame of %s', (cname) => {
  it.each([0, 1, 2])('is decoded with shuffle %i, at any length', async (shuffle) => {
    for (const length of [1, 100, 4096, 4100, 10_000, 65_537]) {
      const bytes = pattern(length);
      expect(Buffer.compare(await decodeBlosc(await encode(bytes, cname, shuffle), 2 ** 20), bytes)).toBe(0);
    }
  });

  it('is refused when a block is said to be elsewhere', async () => {
    const frame = await encode(new Uint8Array(65_537), cname, 1);
    new DataView(frame.buffer).setUint32(20, 17, true);
    await expect(decodeBlosc(frame, 2 ** 20)).rejects.toThrow(/blosc block/);
  });
});

describe('bits that were shuffled', () => {
  it('come back as they were', () => {
    const elements = Uint16Array.from({ length: 16 }, (_, i) => i * 4099);
    const shuffled = new Uint8Array(32);
    for (let bit = 0; bit < 16; bit++)
      elements.forEach((element, i) => {
        const at = bit * 2 + (i >> 3);
        shuffled[at] = (shuffled[at] ?? 0) | (((element >> bit) & 1) << (i & 7));
      });
    const out = new Uint8Array(32);
    unshuffleBits(shuffled, 2, out);
    expect(new Uint16Array(out.buffer)).toEqual(elements);
  });
});
