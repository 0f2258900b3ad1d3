import { steppedText } from '../text/numbers';

/** Returns bytes in units of 2^20, to a tenth, without the unit. */
export function mebibytesTenth(bytes: number): string {
  return steppedText(bytes / 2 ** 20, 0.1);
}

/** Nearer than this, in pixels of the screen, nobody sees a distance. */
const SEEN_PX = 0.05;

export function isAligned(px: number): boolean {
  return Math.abs(px) < SEEN_PX;
}

/** Returns a distance in pixels, to a hundredth; of a large one as much as tells. */
export function pixelsText(px: number): string {
  return steppedText(isAligned(px) ? 0 : px, Math.abs(px) < 10 ? 0.01 : 1);
}
