import { isFloat, storedBytesPerVoxel } from '../../../core';
import type { Formula, GeneratedImage, Generator } from '../generator';
import { isSpatial } from '../level-geometry';
import type { ParameterReader } from '../parameter-reader';
import { BlobGrid, mostBlobs } from './blob-grid';
import { BlobRows } from './blob-level';

/** What the parameters of `gen:blobs` come to. */
export interface BlobScene {
  readonly grid: BlobGrid;
  /** The id of the first ellipsoid; the others count on from it. */
  readonly first: bigint;
}

/**
 * Labels: `count` ellipsoids (ellipses with two spatial axes) of known place and size on a background of 0, the same at every
 * time and in every channel. A voxel of a coarse level holds what level 0 has at its centre, or, with `pyramid=decimate`, at
 * every F-th voxel: ids are never averaged.
 */
export const blobs: Generator = {
  name: 'blobs',
  parameters: ['count', 'seed', 'first'],
  pyramids: ['sample', 'decimate'],
  dtype: 'uint32',
  space: 3,
  levels: 5,
  tile: { 2: 256, 3: 64 },
  configure(parameters, image) {
    const scene = readScene(parameters, image);
    return { isLabels: true, ...exactness(image, scene), atLevel: levelsOf(image, scene) };
  },
};

export function readScene(parameters: ParameterReader, image: GeneratedImage): BlobScene {
  if (isFloat(image.dtype)) throw parameters.refuse(`Labels are whole numbers, and ${image.dtype} is not`);
  const shape = image.shape.filter((_, axis) => isSpatial(image.axes[axis] ?? 't'));
  const max = mostBlobs(shape);
  const count = parameters.integer('count', { fallback: Math.min(1000, max), min: 1, max });
  const seed = parameters.integer('seed', { fallback: 0, min: 0, max: 2 ** 32 - 1 });
  const mostId =
    2n ** BigInt(8 * storedBytesPerVoxel(image.dtype) - (image.dtype.startsWith('u') ? 0 : 1)) - 1n;
  const first = parameters.bigInteger('first', { fallback: 1n, min: 1n, max: mostId });
  if (first + BigInt(count) - 1n > mostId)
    throw parameters.refuse(
      `${image.dtype} holds no id above ${mostId}, too few for ${count} ids from ${first} on`,
    );
  return { grid: new BlobGrid(shape, count, seed), first };
}

/** Rows hold ids, or, where a float64 could not, ordinals from 1 on. */
function levelsOf(image: GeneratedImage, { grid, first }: BlobScene): Formula['atLevel'] {
  const offset = isWide(image) ? 1 : Number(first);
  return (level) => {
    const rows = new BlobRows(image, grid, level);
    return { writeRow: (row, index) => rows.write(row, index, (ordinal) => ordinal + offset) };
  };
}

function exactness(image: GeneratedImage, { first }: BlobScene): Pick<Formula, 'exact'> {
  return isWide(image) ? { exact: (value) => (value === 0 ? 0n : first + BigInt(value - 1)) } : {};
}

function isWide({ dtype }: GeneratedImage): boolean {
  return storedBytesPerVoxel(dtype) === 8;
}
