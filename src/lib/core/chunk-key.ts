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

/** Names a dataset that is made of a stored one; `how` says in which way, without line breaks. */
export function madeDatasetId(stored: string, how: string): string {
  return `${stored}\n${how}`;
}

/** Returns the dataset that is stored, of one that may be made of it. */
export function storedDatasetId(dataset: string): string {
  const end = dataset.indexOf('\n');
  return end < 0 ? dataset : dataset.slice(0, end);
}
