const MIB = 2 ** 20;

/** What a browser says about the device. */
export interface DeviceHints {
  /** The main pointer is a finger. */
  readonly coarsePointer: boolean;
  /** The smaller side of the screen, CSS pixels. */
  readonly shortSidePx: number;
  /** `navigator.deviceMemory`, GiB; absent where the browser does not say. */
  readonly deviceMemoryGiB?: number | undefined;
}

/**
 * Returns the memory limit at start: 768 MiB on a desktop, 384 on a tablet, 192 on a phone, and never more than an
 * eighth of the memory that the device reports (browsers cap that report at 8 GiB, so only small devices are cut).
 */
export function defaultMemoryLimit({ coarsePointer, shortSidePx, deviceMemoryGiB }: DeviceHints): number {
  const byKind = !coarsePointer ? 768 : shortSidePx >= 600 ? 384 : 192;
  if (deviceMemoryGiB === undefined || deviceMemoryGiB >= 8) return byKind * MIB;
  return Math.min(byKind, (deviceMemoryGiB * 1024) / 8) * MIB;
}

/** What one GPU gives without trouble: larger 3D textures have lost contexts (rendering.md 3.4). */
const MAX_VOLUME_BYTES = 256 * MIB;
const VOLUME_PART = 1 / 3;

/**
 * Returns the GPU's part of the limit: at most 45 % of it, enough for the screen several times over, and for volumes a
 * third of it, up to 256 MiB.
 */
export function gpuBudget(limitBytes: number, screenPx: number): number {
  const forVolumes = Math.min(VOLUME_PART * limitBytes, MAX_VOLUME_BYTES);
  return Math.floor(Math.min(0.45 * limitBytes, Math.max(sliceBudget(screenPx), forVolumes)));
}

/**
 * Returns what flat pictures need of the GPU. A device pixel costs 8 bytes in the two targets that a frame is drawn
 * through, and 48 in tiles: at the chosen level a pixel meets up to 2 voxels, two 16-bit or four 8-bit channels make 8
 * bytes of them, twice for the slice before and three times for what was just panned away.
 */
export function sliceBudget(screenPx: number): number {
  return screenPx * (8 + 48);
}

/** Below this the pools hold too few tiles for a picture. */
export const MIN_MEMORY_LIMIT = 32 * MIB;
