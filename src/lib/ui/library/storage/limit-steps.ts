import type { KeepUsage } from '../../../app';

/** In GB. Each is a third, a half or twice as much again, which is as fine as anyone means it. */
const sizes = [0.25, 0.5, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512];
/** Offered where the browser does not say how much there is. */
const USUAL_BYTES = 64e9;

/**
 * Returns the limits to choose from in bytes, rising. The present one is among them; none is below what is pinned, which always
 * stays, nor above what the browser says that there is.
 */
export function limitSteps({ limitBytes, pinnedBytes, quotaBytes }: KeepUsage): number[] {
  const most = Math.max(quotaBytes ?? USUAL_BYTES, limitBytes);
  const round = sizes.map((size) => size * 1e9).filter((bytes) => bytes >= pinnedBytes && bytes <= most);
  return [...new Set([...round, limitBytes])].sort((a, b) => a - b);
}

/** Returns how many bytes a limit would clear, with pins left alone. */
export function clearedBy(limitBytes: number, { bytes, pinnedBytes }: KeepUsage): number {
  return Math.max(0, bytes - Math.max(limitBytes, pinnedBytes));
}
