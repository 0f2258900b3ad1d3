/** Where the voxels of a set-up are: row by row of x, y, z, four numbers each. */
export type Affine = readonly number[];

export const identity: Affine = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];

/** First `b`, then `a`. */
export function concatenated(a: Affine, b: Affine): Affine {
  return Array.from({ length: 12 }, (_, i) => {
    const [row, column] = [Math.floor(i / 4), i % 4];
    const sum = [0, 1, 2].reduce((total, k) => total + at(a, row, k) * at(b, k, column), 0);
    return column === 3 ? sum + at(a, row, 3) : sum;
  });
}

/** The part of an affine transform that keeps to the axes; in the order x, y, z. */
export interface AxisAligned {
  readonly scale: readonly number[];
  readonly translation: readonly number[];
  /** What it leaves out. */
  readonly lost?: 'turn' | 'mirror';
}

/** `fallback`: sizes of a voxel, for an axis that becomes another. */
export function axisAligned(affine: Affine, fallback: readonly number[]): AxisAligned {
  const rows = [0, 1, 2];
  const scale = rows.map((i) => Math.abs(at(affine, i, i)));
  const turns = rows.some((i) =>
    rows.some((k) => i !== k && Math.abs(at(affine, i, k)) > 1e-6 * Math.max(...scale, 1e-300)),
  );
  const isMirrored = rows.some((i) => at(affine, i, i) < 0);
  return {
    scale: scale.map((size, i) => (size > 0 ? size : (fallback[i] ?? 1))),
    translation: rows.map((i) => at(affine, i, 3)),
    ...(turns ? { lost: 'turn' as const } : isMirrored && { lost: 'mirror' as const }),
  };
}

function at(affine: Affine, row: number, column: number): number {
  return affine[row * 4 + column] ?? 0;
}
