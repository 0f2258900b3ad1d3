/** Names one chunk of one dataset; two layers that show the same dataset share it. Safe to keep, compare and send. */
export interface ChunkKey {
  readonly dataset: string;
  /** 0 is the finest level. */
  readonly level: number;
  /** In chunk units, store axis order. For a sharded array a chunk is an inner chunk. */
  readonly index: readonly number[];
}

/** Returns a string that is equal exactly when two keys are. */
export function chunkKeyString({ dataset, level, index }: ChunkKey): string {
  return `${level}/${index.join('.')}@${dataset}`;
}
