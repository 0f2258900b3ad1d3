import type { GeneratedImage, Generator, LevelFormula } from '../generator';
import { isSpatial, levelFactor } from '../level-geometry';

interface Board {
  /** Edge of a square, in level-0 voxels. */
  readonly cell: number;
  /** Of the squares whose indices add up to an even number, so of the one at the origin. */
  readonly low: number;
  readonly high: number;
  /** Added once per level, so that levels can be told apart. */
  readonly tint: number;
}

export const checkerboard: Generator = {
  name: 'checkerboard',
  parameters: ['cell', 'low', 'high', 'tint'],
  pyramids: ['mean', 'decimate', 'sample', 'max'],
  dtype: 'uint8',
  space: 2,
  levels: 6,
  tile: { 2: 256, 3: 64 },
  configure(parameters, image) {
    const board = {
      cell: parameters.integer('cell', { fallback: 64, min: 1, max: 2 ** 52 }),
      low: parameters.number('low', 0),
      high: parameters.number('high', image.dtype === 'int8' ? 127 : 255),
      tint: parameters.number('tint', 0),
    };
    const window = [Math.min(board.low, board.high), Math.max(board.low, board.high)] as const;
    return { window, atLevel: (level) => boardAtLevel(image, board, level) };
  },
};

/**
 * A square's sign is the product of one sign per axis (+ where its index is even), so the sum of the signs over a box
 * is the product of the sums along its edges: no voxel is visited. Means are exact while the voxels under one voxel
 * number less than 2^44, and within one part in 2^50 beyond.
 */
function boardAtLevel(image: GeneratedImage, { cell, low, high, tint }: Board, level: number): LevelFormula {
  const spatial = image.axes.flatMap((axis, a) => (isSpatial(axis) ? [a] : []));
  const others = spatial.slice(0, -1);
  const lines = image.shape.map((size) => lineOf(image, cell, levelFactor(image, level), size));
  const last = image.axes.length - 1;
  const along = lineOf(image, cell, levelFactor(image, level), image.shape[last] ?? 0);
  return {
    writeRow(row, index) {
      let countAcross = 1;
      let sumAcross = 1;
      for (const a of others) {
        countAcross *= lines[a]?.countAt(index[a] ?? 0) ?? 1;
        sumAcross *= lines[a]?.sumAt(index[a] ?? 0) ?? 1;
      }
      const first = index[last] ?? 0;
      for (let i = 0; i < row.length; i++) {
        const count = countAcross * along.countAt(first + i);
        const sum = sumAcross * along.sumAt(first + i);
        const isMixed = Math.abs(sum) < count;
        const mean = (low * ((count + sum) / 2) + high * ((count - sum) / 2)) / count;
        row[i] = (image.pyramid === 'max' && isMixed ? Math.max(low, high) : mean) + tint * level;
      }
    },
  };
}

/** What the voxel at an index covers along one axis. */
interface Line {
  /** Level-0 voxels. */
  countAt(index: number): number;
  /** Their signs, added up. */
  sumAt(index: number): number;
}

function lineOf(image: GeneratedImage, cell: number, factor: number, size: number): Line {
  const signAt = (position: number) => (Math.floor(position / cell) % 2 === 0 ? 1 : -1);
  if (image.pyramid === 'decimate') return { countAt: () => 1, sumAt: (index) => signAt(index * factor) };
  if (image.pyramid === 'sample')
    return { countAt: () => 1, sumAt: (index) => signAt((index + 0.5) * factor) };
  const endOf = (index: number) => Math.min((index + 1) * factor, size);
  return {
    countAt: (index) => endOf(index) - index * factor,
    sumAt: (index) => signsBelow(endOf(index), cell) - signsBelow(index * factor, cell),
  };
}

/** Sum of the signs of the level-0 voxels below `end`: whole pairs of squares cancel out. */
function signsBelow(end: number, cell: number): number {
  const rest = end - 2 * cell * Math.floor(end / (2 * cell));
  return rest <= cell ? rest : 2 * cell - rest;
}
