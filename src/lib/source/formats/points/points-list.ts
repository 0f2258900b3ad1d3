import { AppError, chunkCount, decodedBytesPerVoxel, isFloat } from '../../../core';
import type { Axis, ChunkArray, Dataset, DType } from '../../../core';
import { namedAxis } from '../ome/axes';
import type { ArrayRecord } from '../zarr/array-record';
import { pointsDataset } from './points-dataset';

/** Names of columns, by how many there are: as napari has them, in the order of the axes of the world. */
const columnNames: Readonly<Record<number, readonly string[]>> = {
  2: ['y', 'x'],
  3: ['z', 'y', 'x'],
  4: ['t', 'z', 'y', 'x'],
  5: ['t', 'c', 'z', 'y', 'x'],
};
/** Columns of tables that say so: the other way round. */
export const tableColumns = ['x', 'y', 'z'];

/** How much is read of a list to see how far it reaches: all of a small one. */
const SAMPLED_PARTS = 8;
const SAMPLED_BYTES = 2 ** 26;
/** Steps along an axis whose coordinates are no whole numbers. */
const FEWEST_STEPS = 100;
/** Beyond this whole numbers are no longer exact, and there would be no place for a slider. */
const FARTHEST = 2 ** 52;

/** A list of points that can be read in parts. */
export interface PointsList {
  readonly dataset: Dataset;
  readonly array: ArrayRecord;
  /** What its columns are called, where that is known. */
  readonly columns?: readonly string[];
  readonly read: (part: number) => Promise<ChunkArray | undefined>;
}

/**
 * Returns an array of N rows and D columns as N points with D coordinates. How far they reach is seen from its chunks: from all
 * of a small list, from some of a large one. Rejects with an AppError `unsupported` for any other array.
 */
export async function openPointsList({ dataset, array, columns, read }: PointsList): Promise<Dataset> {
  const [count = 0, width = 0] = array.shape;
  const known = columnNames[width];
  if (array.shape.length !== 2 || !known || dataset.color) throw notPoints(dataset, array);
  const rows = array.chunks[0] ?? 1;
  const stored = Math.max(width, array.chunks[1] ?? 0);
  const bytes = rows * stored * decodedBytesPerVoxel(array.dtype);
  if (bytes > SAMPLED_BYTES) throw tooLarge(dataset, bytes);
  const parts = chunkCount(count, rows);
  const sampled = sampledParts(parts, Math.max(1, Math.floor(SAMPLED_BYTES / bytes)));
  const reach = new Reach(width);
  for (const part of sampled) {
    const chunk = await read(part);
    if (chunk) reach.add(chunk, Math.min(rows, count - part * rows));
  }
  const names = columns ?? known;
  const axes = names.slice(0, width).map((name) => namedAxis(name));
  const placed = axes.map((axis, at) => reach.axis(at, axis, array.dtype));
  const isPart = sampled.length < parts;
  const level = {
    scale: placed.map(({ scale }) => scale),
    translation: placed.map(({ low }) => low),
    array: {
      shape: placed.map(({ size }) => size),
      chunks: placed.map(({ size }) => size),
      fillValue: 'NaN',
    },
  };
  return pointsDataset(dataset, {
    axes,
    levels: [level],
    points: {
      ...{ count, rows, parts, properties: [] },
      columns: stored,
      origin: placed.map(({ low }) => low),
      step: placed.map(({ scale }) => scale),
    },
    warnings: isPart
      ? [`How far the points reach was seen from ${sampled.length} of ${parts} chunks: some may lie beyond.`]
      : [],
  });
}

/** The first and the last, and others between at equal distances. */
function sampledParts(parts: number, most: number): number[] {
  const count = Math.min(parts, SAMPLED_PARTS, most);
  const at = Array.from({ length: count }, (_, i) =>
    count === 1 ? 0 : Math.round((i * (parts - 1)) / (count - 1)),
  );
  return [...new Set(at)];
}

/** How far coordinates reach, by column. */
class Reach {
  readonly #low: number[];
  readonly #high: number[];
  readonly #isWhole: boolean[];

  constructor(width: number) {
    this.#low = Array<number>(width).fill(Infinity);
    this.#high = Array<number>(width).fill(-Infinity);
    this.#isWhole = Array<boolean>(width).fill(true);
  }

  add({ data, stride }: ChunkArray, rows: number): void {
    const [down = 1, across = 1] = stride;
    for (let column = 0; column < this.#low.length; column++)
      for (let row = 0; row < rows; row++) {
        const at = Number(data[row * down + column * across]);
        if (!Number.isFinite(at)) continue;
        if (at < (this.#low[column] ?? 0)) this.#low[column] = at;
        if (at > (this.#high[column] ?? 0)) this.#high[column] = at;
        if (!Number.isInteger(at)) this.#isWhole[column] = false;
      }
  }

  /** Where an axis begins, how many steps it has, and how wide they are. */
  axis(column: number, { name }: Axis, dtype: DType): { low: number; size: number; scale: number } {
    const [from = Infinity, to = -Infinity] = [this.#low[column], this.#high[column]];
    if (from > to) return { low: 0, size: 1, scale: 1 };
    if (Math.max(-from, to) > FARTHEST)
      throw new AppError(
        'unsupported',
        `Points reach from ${from} to ${to} on axis ${name}: too far to be shown.`,
        { feature: 'coordinates beyond 2^52' },
      );
    const span = to - from;
    const isWhole = this.#isWhole[column] === true || !isFloat(dtype) || span === 0;
    const scale = isWhole ? 1 : Math.min(1, 10 ** Math.floor(Math.log10(span / FEWEST_STEPS)));
    const low = Math.floor(from / scale) * scale;
    return { low, size: Math.floor((to - low) / scale) + 1, scale };
  }
}

function notPoints({ name }: Dataset, { shape }: ArrayRecord): AppError {
  const feature = `an array of shape ${shape.join(' × ')} as points`;
  const message = `"${name}" has the shape ${shape.join(' × ')}. Points are rows of 2 to 5 coordinates: N × 2 up to N × 5.`;
  return new AppError('unsupported', message, { feature });
}

function tooLarge({ name }: Dataset, decodedBytes: number): AppError {
  const message = `"${name}" has chunks of ${decodedBytes} bytes. Points are shown chunk by chunk: write them with at most ${SAMPLED_BYTES}.`;
  return new AppError('chunk-too-large', message, { decodedBytes });
}
