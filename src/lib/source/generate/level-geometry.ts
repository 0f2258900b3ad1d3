import type { AxisName, GeneratedImage } from './generator';

const spatialAxes: readonly AxisName[] = ['z', 'y', 'x'];

export function isSpatial(axis: AxisName): boolean {
  return spatialAxes.includes(axis);
}

/** Level-0 voxels across one voxel of `level`, on the spatial axes. */
export function levelFactor(image: GeneratedImage, level: number): number {
  return image.factor ** level;
}

/** Store axis order, like all that follow. Sizes are rounded up, so the last voxel may stick out. */
export function levelShape(image: GeneratedImage, level: number): number[] {
  const factor = levelFactor(image, level);
  return image.axes.map((axis, a) => {
    const size = image.shape[a] ?? 0;
    return isSpatial(axis) ? Math.ceil(size / factor) : size;
  });
}

export function chunkShape(image: GeneratedImage): number[] {
  return image.axes.map((axis) => (isSpatial(axis) ? image.tile : 1));
}

export function levelScale(image: GeneratedImage, level: number): number[] {
  return image.axes.map((axis) => (isSpatial(axis) ? levelFactor(image, level) : 1));
}

/** World position of the centre of voxel 0, which the pyramid decides. */
export function levelTranslation(image: GeneratedImage, level: number): number[] {
  const offset = image.pyramid === 'decimate' ? 0 : (levelFactor(image, level) - 1) / 2;
  return image.axes.map((axis) => (isSpatial(axis) ? offset : 0));
}
