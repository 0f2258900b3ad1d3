import { describe, expect, it } from 'vitest';
import { MemoryBudget } from '../../../chunks';
import { AppError, makeDecodedArray, type ChunkArray, type DType } from '../../../core';
import { cOrder } from './copy-box';
import { readArray, type ReadArrayOptions } from './read-array';

const array = { shape: [6, 10], chunks: [4, 3], fillValue: '7' };

/** A chunk in Fortran order whose voxel at [y, x] of the level is 100 y + x. */
function chunkAt(dtype: DType, [row = 0, column = 0]: readonly number[]): ChunkArray {
  const data = makeDecodedArray(dtype, 12);
  for (let y = 0; y < 4; y++)
    for (let x = 0; x < 3; x++) {
      const value = 100 * (row * 4 + y) + column * 3 + x;
      const at = y + 4 * x;
      if (data instanceof BigInt64Array || data instanceof BigUint64Array) data[at] = BigInt(value);
      else data[at] = value;
    }
  return { data, shape: [4, 3], stride: [1, 4] };
}

function options(dtype: DType, more: Partial<ReadArrayOptions> = {}) {
  const budget = new MemoryBudget({ limitBytes: 2 ** 22, gpuBytes: 0 });
  const progress: number[] = [];
  const given: ReadArrayOptions = {
    box: { start: [1, 2], stop: [6, 9] },
    ...{ array, dtype, budget },
    peek: () => undefined,
    read: (index) => Promise.resolve(chunkAt(dtype, index)),
    signal: new AbortController().signal,
    progress: (done) => void progress.push(done),
    pause: () => Promise.resolve(),
    ...more,
  };
  return { given, budget, progress };
}

async function bytesOf(blobs: readonly Blob[]): Promise<ArrayBuffer> {
  return new Blob([...blobs]).arrayBuffer();
}

const expected = Array.from({ length: 35 }, (_, n) => 100 * (1 + Math.floor(n / 7)) + 2 + (n % 7));

describe('reading an array', () => {
  it('gives the values of a box across chunks in C order, and all its bytes back', async () => {
    const { given, budget, progress } = options('uint16');
    const values = [...new Uint16Array(await bytesOf(await readArray(given)))];
    expect(values).toEqual(expected);
    expect(budget.bytes).toBe(0);
    expect(progress.at(-1)).toBe(35);
  });

  it('keeps 64 bits exact and takes what is in memory', async () => {
    const { given } = options('uint64', {
      peek: () => ({ data: new BigUint64Array([2n ** 64n - 1n]), shape: [4, 3], stride: [0, 0] }),
      read: () => Promise.reject(new Error('read')),
    });
    const values = new BigUint64Array(await bytesOf(await readArray(given)));
    expect([values.length, values[34]]).toEqual([35, 2n ** 64n - 1n]);
  });

  it('fills what the store leaves out, in the type that is stored', async () => {
    const { given } = options('float16', { read: () => Promise.resolve(undefined) });
    const values = [...new Uint16Array(await bytesOf(await readArray(given)))];
    expect(values).toEqual(cOrder(Array.from({ length: 35 }, () => 1)).map(() => 0x4700));
  });

  it('fails with the error of a chunk, aborts the others and gives every byte back', async () => {
    const aborted: string[] = [];
    const { given, budget } = options('uint8', {
      read: (index, { signal }) =>
        String(index) === '0,1'
          ? Promise.reject(new AppError('offline-miss', 'Not here.'))
          : new Promise((_, reject) =>
              signal.addEventListener('abort', () => {
                aborted.push(String(index));
                reject(new DOMException('', 'AbortError'));
              }),
            ),
    });
    await expect(readArray(given)).rejects.toMatchObject({ code: 'offline-miss' });
    expect(aborted).toEqual(['0,0', '0,2']);
    expect(budget.bytes).toBe(0);
  });

  it('ends when it is cancelled', async () => {
    const controller = new AbortController();
    const { given, budget } = options('uint8', {
      signal: controller.signal,
      read: () => {
        controller.abort();
        return Promise.resolve(undefined);
      },
    });
    await expect(readArray(given)).rejects.toMatchObject({ name: 'AbortError' });
    expect(budget.bytes).toBe(0);
  });
});
