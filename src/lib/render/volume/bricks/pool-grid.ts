import type { Vec3 } from '../../../view';
import { type BrickFormat, STORED_BRICK, brickBytes } from './brick-format';

/** How the bytes for bricks are cut: one 3D texture for each format in use, all with room for the same bricks. */
export interface BrickPoolLayout {
  /** Bricks along x, y and z of each texture; all 0 when there is no room for one. */
  readonly grid: Vec3;
  /** Bricks that each texture holds. */
  readonly slots: number;
  readonly formats: readonly BrickFormat[];
  /** Bytes of all textures. */
  readonly bytes: number;
}

export interface BrickPoolLimits {
  /** Bytes for all bricks together. */
  readonly maxBytes: number;
  /** Bytes of one texture; drivers dislike very large ones. */
  readonly maxTextureBytes: number;
  /** MAX_3D_TEXTURE_SIZE of the device; 256 on the least. */
  readonly maxTextureSize: number;
}

/** A page table entry has 20 bits for a slot. */
const MAX_SLOTS = 2 ** 20;

/** Returns the pools for these formats, with as many bricks as fit. */
export function planBrickPools(formats: readonly BrickFormat[], limits: BrickPoolLimits): BrickPoolLayout {
  const round = formats.reduce((sum, format) => sum + brickBytes(format), 0);
  const largest = Math.max(...formats.map(brickBytes), 1);
  const fitting = formats.length === 0 ? 0 : Math.floor(limits.maxBytes / round);
  const most = Math.min(fitting, Math.floor(limits.maxTextureBytes / largest), MAX_SLOTS);
  const grid = bestGrid(Math.max(0, most), Math.floor(limits.maxTextureSize / STORED_BRICK));
  const slots = grid[0] * grid[1] * grid[2];
  return { grid, slots, formats, bytes: slots * round };
}

/** Returns the grid with the most cells, `most` at most, and no longer than `longest` on any side. */
function bestGrid(most: number, longest: number): Vec3 {
  let best: Vec3 = [0, 0, 0];
  for (let z = 1; z <= Math.min(longest, most); z++) {
    for (let y = z; y <= Math.min(longest, Math.floor(most / z)); y++) {
      const x = Math.min(longest, Math.floor(most / (z * y)));
      if (x * y * z > best[0] * best[1] * best[2]) best = [x, y, z];
    }
  }
  return best;
}

/** Returns where the stored brick of a slot starts in its texture, in voxels. */
export function slotOrigin([width, height]: Vec3, slot: number): Vec3 {
  const x = slot % width;
  const y = Math.floor(slot / width) % height;
  const z = Math.floor(slot / (width * height));
  return [x * STORED_BRICK, y * STORED_BRICK, z * STORED_BRICK];
}
