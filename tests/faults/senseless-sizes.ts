import type { Json } from './trees';

/** What a document of an array says of its chunks. */
export const chunkGrid = (...chunk_shape: unknown[]): Json => ({
  chunk_grid: { name: 'regular', configuration: { chunk_shape } },
});

/** Sizes that make no sense, by what they are: parts of the document of an array. */
export const senselessSizes: readonly (readonly [string, Json])[] = [
  ['chunks of 2^31', chunkGrid(2 ** 31, 2 ** 31)],
  ['chunks of 0', chunkGrid(0, 16)],
  ['negative chunks', chunkGrid(-16, 16)],
  ['half a voxel', chunkGrid(16, 0.5)],
  ['a chunk in words', chunkGrid('16', 16)],
  ['a shape in words', { shape: '64' }],
  ['a shape beyond 2^53', { shape: [2 ** 53 + 2, 64] }],
];
