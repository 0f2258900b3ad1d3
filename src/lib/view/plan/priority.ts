const TIER = 2 ** 40;
const BAND = 2 ** 32;
const MAX_BAND = 255;

/**
 * Returns the priority of a chunk, lower is sooner: by tier, within it by band, within it by `distance`, the squared
 * distance from where the eye is, in device pixels. Comparable over layers.
 */
export function priorityOf(tier: number, band: number, distance: number): number {
  return tier * TIER + Math.min(band, MAX_BAND) * BAND + Math.min(distance, BAND - 1);
}
