import type { LevelArray } from '../../core';
import { spans } from '../tiles/tile-grid';
import { BRICK_SIZE, type BrickKey } from './brick-key';
import { at, vec3, type Vec3 } from './vec3';

/** The voxels that one chunk gives to one brick. Voxels are those of the level, [x, y, z]. */
export interface BrickPiece {
  /** Index of the chunk, store axis order. */
  readonly chunk: readonly number[];
  /** Voxel at which the chunk starts. */
  readonly origin: Vec3;
  /** Voxels that the piece fills, half open, border included. */
  readonly low: Vec3;
  readonly high: Vec3;
  /** Some of them are payload; false where the piece only fills the border, which the brick can do without. */
  readonly isPayload: boolean;
}

/** The brick without its border, cut to the level; empty on some axis when it lies outside. Voxels, half open. */
export function brickInterior(array: LevelArray, { axes, brick }: BrickKey): { low: Vec3; high: Vec3 } {
  const low = vec3((a) => at(brick, a) * BRICK_SIZE);
  const high = vec3((a) => Math.min(at(low, a) + BRICK_SIZE, array.shape[at(axes, a)] ?? 1));
  return { low, high };
}

/**
 * Returns the chunks that fill a brick and the voxel around it, whatever their shape; x runs fastest. Beyond the level
 * there are no voxels; none at all for a brick that lies outside it.
 */
export function brickPieces(array: LevelArray, key: BrickKey): BrickPiece[] {
  const { low, high } = brickInterior(array, key);
  if (low.some((from, a) => from >= at(high, a))) return [];
  const chunkOf = (a: number) => array.chunks[at(key.axes, a)] ?? 1;
  const along = (a: number) => {
    const end = array.shape[at(key.axes, a)] ?? 1;
    return spans(Math.max(at(low, a) - 1, 0), Math.min(at(high, a) + 1, end), chunkOf(a));
  };
  const [xs, ys, zs] = [along(0), along(1), along(2)];
  const base = array.chunks.map((size, axis) => Math.floor((key.slice[axis] ?? 0) / size));
  const pieces: BrickPiece[] = [];
  for (const z of zs)
    for (const y of ys)
      for (const x of xs) {
        const parts = [x, y, z];
        const chunk = [...base];
        parts.forEach((part, a) => (chunk[at(key.axes, a)] = part.chunk));
        pieces.push({
          chunk,
          origin: [x.chunk * chunkOf(0), y.chunk * chunkOf(1), z.chunk * chunkOf(2)],
          low: [x.from, y.from, z.from],
          high: [x.to, y.to, z.to],
          isPayload: parts.every(({ from, to }, a) => from < at(high, a) && to > at(low, a)),
        });
      }
  return pieces;
}
