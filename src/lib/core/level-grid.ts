/** One axis of one level: `world = index · scale + translation` at voxel centres. */
export interface AxisTransform {
  readonly scale: number;
  readonly translation: number;
}

/**
 * Returns the voxel that contains a world position along one axis.
 * Voxel `i` is centred on `i · scale + translation`, so it spans half a voxel to either side.
 */
export function voxelAt(world: number, transform: AxisTransform): number {
  return Math.floor(continuousIndexAt(world, transform) + 0.5);
}

/** Returns the index, not rounded, of a world position along one axis: whole numbers are voxel centres. */
export function continuousIndexAt(world: number, { scale, translation }: AxisTransform): number {
  return (world - translation) / scale;
}

/** World position of the centre of voxel `index`. */
export function voxelCenter(index: number, { scale, translation }: AxisTransform): number {
  return index * scale + translation;
}

/** World position of the lower edge of voxel `index`: where voxel `index − 1` ends. */
export function voxelEdge(index: number, transform: AxisTransform): number {
  return voxelCenter(index - 0.5, transform);
}

/**
 * Translation along one axis with which a level shares its outer corner with level 0, for pyramids that declare none:
 * a voxel that is `factor` voxels of level 0 wide starts where voxel 0 of level 0 starts.
 */
export function cornerAlignedTranslation(level0: AxisTransform, factor: number): number {
  return level0.translation + ((factor - 1) / 2) * level0.scale;
}

/** Number of chunks of `chunk` voxels that cover `size` voxels. */
export function chunkCount(size: number, chunk: number): number {
  return Math.ceil(size / chunk);
}
