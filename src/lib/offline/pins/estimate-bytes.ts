import type { ChunkBox } from '../library';
import { boxChunkCount } from './chunk-boxes';

/** What is known of the chunks of one level. */
export interface LevelChunkBytes {
  /** Of one chunk once decoded; always the full chunk shape. */
  readonly decodedBytes: number;
  /** How many encoded chunks of it were seen, and their bytes in all. */
  readonly seenChunks: number;
  readonly seenBytes: number;
}

/** What something may take, in bytes. */
export interface ByteEstimate {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

/** Chunks of a level that have to be seen before their mean says something of the others. */
const ENOUGH_CHUNKS = 8;
/** By what part the mean of so many may be wrong. */
const SPREAD = 0.3;
/** The part of its decoded size that a chunk takes at least: what is emptier is seldom stored. */
const SMALLEST_PART = 0.05;
/** Halfway from there to all of it, by ratio: for a dataset of which nothing was seen. */
const LIKELY_PART = Math.sqrt(SMALLEST_PART);

/**
 * Returns what the chunks of some boxes take; `levels` has every level that they name. A level of which enough was seen takes
 * its mean, give or take three tenths; another takes between a twentieth and all of its decoded size, likely the same part as
 * whatever was seen of the dataset.
 */
export function estimateBytes(
  boxes: readonly ChunkBox[],
  levels: ReadonlyMap<number, LevelChunkBytes>,
): ByteEstimate {
  const likelyPart = seenPart([...levels.values()]);
  const sum = { low: 0, likely: 0, high: 0 };
  for (const box of boxes) {
    const level = levels.get(box.level);
    if (!level) throw new Error(`Level ${box.level} is not among ${[...levels.keys()].join()}.`);
    const chunk = chunkEstimate(level, likelyPart);
    const count = boxChunkCount(box);
    sum.low += count * chunk.low;
    sum.likely += count * chunk.likely;
    sum.high += count * chunk.high;
  }
  return sum;
}

function chunkEstimate({ decodedBytes, seenChunks, seenBytes }: LevelChunkBytes, likelyPart: number) {
  if (seenChunks >= ENOUGH_CHUNKS) {
    const mean = seenBytes / seenChunks;
    return { low: (1 - SPREAD) * mean, likely: mean, high: (1 + SPREAD) * mean };
  }
  return { low: SMALLEST_PART * decodedBytes, likely: likelyPart * decodedBytes, high: decodedBytes };
}

/** The part of their decoded size that the chunks took which were seen. */
function seenPart(levels: readonly LevelChunkBytes[]): number {
  const seen = levels.reduce((sum, { seenBytes }) => sum + seenBytes, 0);
  const decoded = levels.reduce((sum, level) => sum + level.seenChunks * level.decodedBytes, 0);
  return decoded > 0 ? Math.min(1, Math.max(SMALLEST_PART, seen / decoded)) : LIKELY_PART;
}
