import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ChunkArray,
  type DType,
  type LevelArray,
  dtypeRange,
  dtypes,
  makeDecodedArray,
} from '../../../core';
import { type BrickKey, type BrickPiece, brickInterior, brickPieces } from '../../../view';
import { STORED_BRICK, brickFormat, wordsPerVoxel, type BrickWords } from './brick-format';
import { brickEncoder, storedValue, valueBase } from './brick-values';
import { type BrickSource, type StoredBox, cutBrick, cutBrickPart } from './cut-brick';

const fail = (): never => {
  throw new Error('no payload');
};
const nth = (list: readonly number[], i: number): number => list[i] ?? NaN;

const formula = (index: readonly number[]): number =>
  index.reduce((sum, i, axis) => sum + i * nth([3, 7, 13, 29], axis), 0) % 97;

/** A chunk in C or Fortran order whose voxels hold the formula of their place in the level. */
function chunkAt(
  dtype: DType,
  { chunks }: LevelArray,
  index: readonly number[],
  isFortran: boolean,
): ChunkArray {
  const stride = chunks.map((_, axis) =>
    (isFortran ? chunks.slice(0, axis) : chunks.slice(axis + 1)).reduce((a, b) => a * b, 1),
  );
  const data = makeDecodedArray(
    dtype,
    chunks.reduce((a, b) => a * b, 1),
  );
  for (let n = 0; n < data.length; n++) {
    const at = stride.map((step, axis) => Math.floor(n / step) % nth(chunks, axis));
    const value = formula(at.map((i, axis) => i + nth(index, axis) * nth(chunks, axis)));
    data[n] = (
      dtype === 'bool' ? value % 2 : dtype.includes('64') && !dtype.startsWith('f') ? BigInt(value) : value
    ) as never;
  }
  return { data, shape: chunks, stride };
}

const readStored = (words: BrickWords, perVoxel: number, n: number): number =>
  perVoxel === 2 ? (words[n * 2] ?? 0) * 256 + (words[n * 2 + 1] ?? 0) : (words[n] ?? 0);

const clampTo = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), high - 1);

/** What a stored voxel must hold: the nearest voxel of the level, or of the payload where its piece is missing. */
function expectedAt(
  array: LevelArray,
  key: BrickKey,
  missing: readonly BrickPiece[],
  stored: readonly number[],
): number {
  const level = stored.map((s, a) =>
    clampTo(nth(key.brick, a) * 32 - 1 + s, 0, nth(array.shape, nth(key.axes, a))),
  );
  const isMissing = missing.some(({ low, high }) =>
    level.every((v, a) => v >= nth(low, a) && v < nth(high, a)),
  );
  const { low, high } = brickInterior(array, key);
  const voxel = isMissing ? level.map((v, a) => clampTo(v, nth(low, a), nth(high, a))) : level;
  const index = [...key.slice];
  voxel.forEach((v, a) => (index[nth(key.axes, a)] = v));
  return formula(index);
}

const cases = fc.record({
  dtype: fc.constantFrom(...dtypes),
  chunks: fc.tuple(...[0, 1, 2, 3].map(() => fc.constantFrom(1, 7, 16, 33, 50))),
  shape: fc.tuple(...[0, 1, 2, 3].map(() => fc.integer({ min: 1, max: 75 }))),
  axes: fc.constantFrom<readonly [number, number, number]>([3, 2, 1], [1, 2, 3], [2, 3, 0]),
  isFortran: fc.boolean(),
  seed: fc.nat(),
});

describe('cutBrick', () => {
  it('holds the level voxel by voxel with its border, repeats edges, and can be patched, for any chunks', () => {
    fc.assert(
      fc.property(cases, ({ dtype, chunks: sizes, shape, axes, isFortran, seed }) => {
        const other = [0, 1, 2, 3].findIndex((axis) => !axes.includes(axis));
        const chunks = sizes.map((size, axis) => (axis === other ? Math.min(size, 2) : size));
        fc.pre(chunks.filter((size) => size < 16).length <= 2);
        const array: LevelArray = { shape, chunks, fillValue: 0 };
        const slice = [0, 0, 0, 0].map((_, axis) => (axis === other ? seed % nth(shape, axis) : 0));
        const brick = axes.map((axis, a) => (seed >> a) % Math.ceil(nth(shape, axis) / 32)) as [
          number,
          number,
          number,
        ];
        const key: BrickKey = { dataset: 'd', level: 0, slice, axes, brick };
        const pieces = brickPieces(array, key);
        const isHere = (piece: BrickPiece, i: number): boolean =>
          piece.isPayload || (seed >> (i % 20)) % 2 === 0;
        const here = pieces
          .filter(isHere)
          .map((piece) => ({ piece, chunk: chunkAt(dtype, array, piece.chunk, isFortran) }));
        const missing = pieces.filter((piece, i) => !isHere(piece, i));
        const base = valueBase({ dtype }, here[0]?.chunk ?? fail());
        const source: BrickSource = { dtype, base, array };
        const words = cutBrick(source, key, { present: here, missing });
        check(words, source, key, missing);
        for (const piece of missing) {
          const part = cutBrickPart(source, key, {
            piece,
            chunk: chunkAt(dtype, array, piece.chunk, isFortran),
          });
          overwrite(words, wordsPerVoxel(brickFormat({ dtype })), part);
        }
        check(words, source, key, []);
      }),
      { numRuns: 8 },
    );
  });

  it('fills what an absent chunk gives with the fill value', () => {
    const array: LevelArray = { shape: [40, 40, 40], chunks: [40, 40, 40], fillValue: -3 };
    const key: BrickKey = { dataset: 'd', level: 0, slice: [0, 0, 0], axes: [2, 1, 0], brick: [0, 0, 0] };
    const present = brickPieces(array, key).map((piece) => ({ piece, chunk: 'empty' as const }));
    const words = cutBrick({ dtype: 'int8', base: -128, array }, key, { present, missing: [] });
    expect(new Set(words)).toEqual(new Set([125]));
  });
});

function* voxels(box: StoredBox): Generator<readonly [number, number, number]> {
  for (let z = box.low[2]; z < box.high[2]; z++)
    for (let y = box.low[1]; y < box.high[1]; y++)
      for (let x = box.low[0]; x < box.high[0]; x++) yield [x, y, z];
}

function check(
  words: BrickWords,
  { dtype, base, array }: BrickSource,
  key: BrickKey,
  missing: readonly BrickPiece[],
): void {
  const perVoxel = wordsPerVoxel(brickFormat({ dtype }));
  let n = 0;
  for (const at of voxels({ low: [0, 0, 0], high: [STORED_BRICK, STORED_BRICK, STORED_BRICK] })) {
    const value = expectedAt(array, key, missing, at);
    const expected = Number(dtype === 'bool' ? value % 2 : value) - Number(base);
    const found = readStored(words, perVoxel, n++);
    if (found !== expected) throw new Error(`${dtype} (${at.join()}): ${found} instead of ${expected}`);
  }
}

function overwrite(
  words: BrickWords,
  perVoxel: number,
  { box, words: part }: ReturnType<typeof cutBrickPart>,
): void {
  let from = 0;
  for (const [x, y, z] of voxels(box)) {
    const to = ((z * STORED_BRICK + y) * STORED_BRICK + x) * perVoxel;
    for (let w = 0; w < perVoxel; w++) words[to + w] = part[from++] ?? NaN;
  }
}

describe('valueBase', () => {
  const chunk = (data: ChunkArray['data']): ChunkArray => ({ data, shape: [data.length], stride: [1] });

  it('keeps small differences of large values exact', () => {
    const large = 2n ** 62n + 12345n;
    const source = chunk(BigInt64Array.of(large, large + 1n, large + 1000n));
    const base = valueBase({ dtype: 'int64' }, source);
    const words = new Float32Array(3);
    brickEncoder({ dtype: 'int64' }, base)(source.data, { start: 0, stride: 1, count: 3 }, words, 0);
    expect([...words].map((word) => BigInt(base) + BigInt(word))).toEqual([large, large + 1n, large + 1000n]);
    const floats = chunk(Float64Array.of(1e9 + 0.125, NaN, 1e9 + 0.25, Infinity));
    expect(storedValue(1e9 + 0.25, valueBase({ dtype: 'float64' }, floats))).toBe(0.125);
  });

  it('leaves values on both sides of 0 as they are', () => {
    expect(valueBase({ dtype: 'float32' }, chunk(Float32Array.of(-1, 1e-9, 1)))).toBe(0);
    expect(valueBase({ dtype: 'int64' }, chunk(BigInt64Array.of(-(2n ** 60n), 2n ** 60n)))).toBe(0n);
    expect(dtypeRange('int16')?.[0]).toBe(valueBase({ dtype: 'int16' }, chunk(Int16Array.of(5))));
  });

  it('stores infinities as numbers and what is not a number as it is', () => {
    const words = new Float32Array(3);
    brickEncoder({ dtype: 'float32' }, 0)(
      Float32Array.of(Infinity, -Infinity, NaN),
      { start: 0, stride: 1, count: 3 },
      words,
      0,
    );
    expect(words[0]).toBeCloseTo(1e38, -32);
    expect(words[1]).toBeCloseTo(-1e38, -32);
    expect(words[2]).toBeNaN();
  });
});
