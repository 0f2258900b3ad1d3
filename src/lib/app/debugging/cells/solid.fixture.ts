import type { Dataset } from '../../../core';
import type { BrickKey, Vec3 } from '../../../view';

const level = (factor: number) => ({
  scale: [factor, factor, factor],
  translation: [0, 0, 0].map(() => (factor - 1) / 2),
  array: { shape: [64 / factor, 64 / factor, 64 / factor], chunks: [32, 32, 32], fillValue: 0 },
});

/** A volume of 64³ voxels in two levels, of two bricks along each axis and of one. */
export const smallVolume: Dataset = {
  ...{ id: 'd', name: 'd', location: 'd', dtype: 'uint8', voxelCenters: 'declared', generated: false },
  ...{ origin: '', warnings: [], channels: [{ name: '0', active: true }] },
  axes: ['z', 'y', 'x'].map((name) => ({ name, type: 'space' })),
  levels: [level(1), level(2)],
};

/** A brick of {@link smallVolume}. */
export function brickKey(at: number, brick: Vec3): BrickKey {
  return { dataset: 'd', level: at, slice: [0, 0, 0], axes: [2, 1, 0], brick };
}
