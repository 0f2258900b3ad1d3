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
  return second.map((_, row) =>
    [...Array(rank + 1).keys()].map((column) => {
      let sum = column === rank ? at(second, row, rank) : 0;
      for (let k = 0; k < rank; k++) sum += at(second, row, k) * at(first, k, column);
      return sum;
    }),
  );
}

function at(map: Affine, row: number, column: number): number {
  return map[row]?.[column] ?? 0;
}

/** Returns the map that undoes `map`; `undefined` where none does. */
export function inverse(map: Affine): Affine | undefined {
  const rank = map.length;
  let rows: Affine = map.map((row, i) => [
    ...row.slice(0, rank),
    ...[...Array(rank).keys()].map((column) => (column === i ? 1 : 0)),
  ]);
  for (let column = 0; column < rank; column++) {
    const reduced = withUnitColumn(rows, column);
    if (reduced === undefined) return undefined;
    rows = reduced;
  }
  const linear = rows.map((row) => row.slice(rank));
  return linear.map((row) => [
    ...row,
    row.reduce((sum, factor, axis) => sum - factor * at(map, axis, rank), 0),
  ]);
}

/** One step of Gauss and Jordan: adds rows to one another until a column is that of the identity. */
function withUnitColumn(rows: Affine, column: number): Affine | undefined {
  const size = (row: number): number => Math.abs(at(rows, row, column));
  let pivot = column;
  for (let row = column + 1; row < rows.length; row++) if (size(row) > size(pivot)) pivot = row;
  const factor = at(rows, pivot, column);
  if (factor === 0 || !Number.isFinite(1 / factor)) return undefined;
  const unit = (rows[pivot] ?? []).map((value) => value / factor);
  return rows.map((_, row) => {
    if (row === column) return unit;
    const from = row === pivot ? column : row;
    const times = at(rows, from, column);
    return (rows[from] ?? []).map((value, i) => value - times * (unit[i] ?? 0));
  });
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

/**
 * The axis-aligned map that is nearest to one that turns, shears or mirrors: each array axis goes to the axis that it is
 * nearest to, its voxels keep their size, and the first of them its place. `undefined` where voxels have no size.
 */
export function nearestAligned(map: Affine): AxisAligned | undefined {
  const rank = map.length;
  const axes = [...Array(rank).keys()];
  const scale = axes.map((axis) => Math.hypot(...axes.map((row) => at(map, row, axis))));
  if (!scale.every((size) => size > 0 && Number.isFinite(size))) return undefined;
  const mostly = axes.map((axis) =>
    axes.find((row) => Math.abs(at(map, row, axis)) > Math.SQRT1_2 * (scale[axis] ?? 0)),
  );
  const isPermutation = new Set(mostly).size === rank && !mostly.includes(undefined);
  const becomes = axes.map((axis) => (isPermutation ? (mostly[axis] ?? axis) : axis));
  return { scale, becomes, translation: becomes.map((row) => at(map, row, rank)) };
}

/** Whether a map only permutes, scales and shifts but for the direction of its axes. */
export function isMirrored(map: Affine): boolean {
  const rank = map.length;
  return (
    axisAligned(map.map((row) => row.map((value, i) => (i < rank ? Math.abs(value) : value)))) !== undefined
  );
}
