import type { ChunkArray } from './chunk-array';
import type { ChunkKey } from './chunk-key';
import type { Dataset, LevelArray } from './dataset';

export interface ReadOptions {
  readonly signal: AbortSignal;
  /** What the caller has reserved for the encoded chunk: a response larger than this is refused while it is read. */
  readonly maxEncodedBytes: number;
}

/** A place chunks can be read from. Reading is the only effect. */
export interface ChunkSource {
  /** As of the last level opened. */
  readonly dataset: Dataset;

  /** Chunks that were asked for and count as absent since their server refused them (403); absent where that cannot be. */
  readonly refused?: number;

  /**
   * Reads the metadata of a level, once: later calls answer from memory.
   * Rejects with an AbortError once `signal` aborts, else with an AppError.
   */
  openLevel(level: number, signal?: AbortSignal): Promise<LevelArray>;

  /**
   * Reads one chunk of an open level, or `undefined` when the store has none (every voxel is the fill value).
   * The caller owns the buffer. Rejects with an AbortError once `signal` aborts, else with an AppError.
   */
  read(key: ChunkKey, options: ReadOptions): Promise<ChunkArray | undefined>;
}
