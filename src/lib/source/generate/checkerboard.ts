import type { GeneratedImage, Generator, LevelFormula } from './generator';
import { isSpatial, levelFactor } from './level-geometry';

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
  pyramids: ['mean', 'decimate', 'sample'],
  dtype: 'uint8',
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
  return {
    writeRow(row, index) {
      let countAcross = 1;
      let sumAcross = 1;
      for (const a of others) {
        const { count, sum } = lines[a]?.(index[a] ?? 0) ?? { count: 1, sum: 1 };
        countAcross *= count;
        sumAcross *= sum;
      }
      const along = lines[last];
      for (let i = 0; i < row.length; i++) {
        const edge = along?.((index[last] ?? 0) + i) ?? { count: 1, sum: 1 };
        const count = countAcross * edge.count;
        const sum = sumAcross * edge.sum;
        row[i] = (low * ((count + sum) / 2) + high * ((count - sum) / 2)) / count + tint * level;
      }
    },
  };
}

/** What the voxel at `index` covers along one axis: so many level-0 voxels, with signs that add up to `sum`. */
type Line = (index: number) => { readonly count: number; readonly sum: number };

function lineOf(image: GeneratedImage, cell: number, factor: number, size: number): Line {
  const signAt = (position: number) => (Math.floor(position / cell) % 2 === 0 ? 1 : -1);
  if (image.pyramid === 'decimate') return (index) => ({ count: 1, sum: signAt(index * factor) });
  if (image.pyramid === 'sample') return (index) => ({ count: 1, sum: signAt((index + 0.5) * factor) });
  return (index) => {
    const start = index * factor;
    const end = Math.min(start + factor, size);
    return { count: end - start, sum: signsBelow(end, cell) - signsBelow(start, cell) };
  };
}

/** Sum of the signs of the level-0 voxels below `end`: whole pairs of squares cancel out. */
function signsBelow(end: number, cell: number): number {
  const rest = end % (2 * cell);
  return rest <= cell ? rest : 2 * cell - rest;
}
