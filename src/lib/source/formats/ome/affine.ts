/** An affine map of `rank` coordinates: `rank` rows of `rank` factors and an offset. */
export type Affine = readonly (readonly number[])[];

export function identityAffine(rank: number): Affine {
  return axisRows(rank, (axis) => ({ factor: 1, offset: 0, from: axis }));
}

/** The map that takes output axis `a` from input axis `from`, times `factor`, plus `offset`. */
export function axisRows(
  rank: number,
  row: (axis: number) => { factor: number; offset: number; from: number },
): Affine {
  return [...Array(rank).keys()].map((axis) => {
    const { factor, offset, from } = row(axis);
    return [...[...Array(rank).keys()].map((column) => (column === from ? factor : 0)), offset];
  });
}

/** Returns the map that applies `first`, then `second`. */
export function composed(first: Affine, second: Affine): Affine {
  const rank = first.length;
  const at = (map: Affine, row: number, column: number): number => map[row]?.[column] ?? 0;
  return second.map((_, row) =>
    [...Array(rank + 1).keys()].map((column) => {
      let sum = column === rank ? at(second, row, rank) : 0;
      for (let k = 0; k < rank; k++) sum += at(second, row, k) * at(first, k, column);
      return sum;
    }),
  );
}

/** What an axis-aligned map does to each array axis, in array order. */
export interface AxisAligned {
  readonly scale: readonly number[];
  readonly translation: readonly number[];
  /** Output axis that each array axis becomes. */
  readonly becomes: readonly number[];
}

/** Reads a map that only permutes, scales (by positive factors) and shifts; `undefined` for any other. */
export function axisAligned(map: Affine): AxisAligned | undefined {
  const rank = map.length;
  const scale: number[] = [];
  const translation: number[] = [];
  const becomes: number[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const rows = [...map.keys()].filter((row) => map[row]?.[axis] !== 0);
    const row = rows[0];
    if (row === undefined || rows.length > 1) return undefined;
    const factor = map[row]?.[axis] ?? 0;
    const offset = map[row]?.[rank] ?? 0;
    if (!(factor > 0) || !Number.isFinite(factor) || !Number.isFinite(offset)) return undefined;
    scale.push(factor);
    translation.push(offset);
    becomes.push(row);
  }
  return new Set(becomes).size === rank ? { scale, translation, becomes } : undefined;
}
