import { storedBytesPerVoxel, type Dataset } from '../../core';

/** What is remembered of the largest dataset that was opened. */
export type OpenedDataset = Pick<Dataset, 'dtype' | 'axes' | 'levels' | 'labels' | 'generated'>;

/** Remembers the largest dataset that was opened since the start, whatever is open now. */
export class LargestOpened {
  dataset: OpenedDataset | undefined;
  /** Of its finest level, not compressed. */
  bytes = 0;
  readonly #seen = new WeakSet<OpenedDataset>();

  /** Looks at what is open; at each dataset once its finest level is known. */
  look(layers: readonly { readonly source: { readonly dataset: OpenedDataset } }[]): void {
    for (const { source } of layers) {
      const { dataset } = source;
      const shape = dataset.levels[0]?.array?.shape;
      if (!shape || this.#seen.has(dataset)) continue;
      this.#seen.add(dataset);
      const bytes = shape.reduce((product, extent) => product * extent, storedBytesPerVoxel(dataset.dtype));
      if (bytes <= this.bytes) continue;
      this.bytes = bytes;
      this.dataset = dataset;
    }
  }
}
