/**
 * What a dataset of points is besides its axes and extent. Its `levels` say where points lie: `array.shape` is the extent, and
 * `array.chunks` are the edges of a cell. The points of a level come on top of those of all coarser ones.
 * Coordinate `c` on axis `a` lies where voxel `(c − origin[a]) / step[a]` of the level would have its centre.
 */
export interface PointsMetadata {
  /** All of them. */
  readonly count: number;
  /** In the order of the dataset's axes. */
  readonly origin: readonly number[];
  readonly step: readonly number[];
  /** Columns after the coordinates. */
  readonly properties: readonly string[];
  /** Points of a chunk, at most. */
  readonly rows: number;
  /** Of a decoded chunk: coordinates and properties, and perhaps more. */
  readonly columns: number;
  /** Chunks of a list that nothing sorts in space: each may hold points from anywhere. Absent where each is a cell. */
  readonly parts?: number;
}

/** Points that a picture shows at most: more take software rendering longer than a view may wait. */
export const maxShownPoints = 2 ** 17;

/** Whether a dataset shows points in place of voxels. */
export function isPoints({ points }: { readonly points?: PointsMetadata }): boolean {
  return points !== undefined;
}

/** Returns what makes world positions of the coordinates of a level: `world = coordinate · factor + offset`, by axis. */
export function coordinateTransforms(
  { origin, step }: PointsMetadata,
  { scale, translation }: { readonly scale: readonly number[]; readonly translation: readonly number[] },
): { readonly factor: number; readonly offset: number }[] {
  return origin.map((from, axis) => {
    const factor = (scale[axis] ?? 1) / (step[axis] ?? 1);
    return { factor, offset: (translation[axis] ?? 0) - from * factor };
  });
}

/** Number of cells along each axis of a level, which share its extent evenly: rounded, since their edge may be no whole number. */
export function cellCounts({
  shape,
  chunks,
}: {
  readonly shape: readonly number[];
  readonly chunks: readonly number[];
}): number[] {
  return shape.map((size, axis) => Math.max(1, Math.round(size / (chunks[axis] ?? size))));
}

/** Numbers that a dataset of points holds: coordinates and properties of each. */
export function pointValues({ count, origin, properties }: PointsMetadata): number {
  return count * (origin.length + properties.length);
}
