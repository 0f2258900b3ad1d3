/** Bytes that are held of a dataset. */
export interface HeldOfDataset {
  readonly gpu: number;
  readonly chunks: number;
}

/** A layer, and the datasets that it is made of, by their ids. */
export interface LayerDatasets {
  readonly name: string;
  readonly datasets: readonly string[];
}

/** What a layer holds. */
export interface LayerShare {
  readonly gpuBytes: number;
  readonly chunksBytes: number;
  /** Names of other layers that are made of the same data. */
  readonly sharedWith: readonly string[];
}

/** Returns what each layer holds. What several hold together is split evenly among them, so that all add up to what is held. */
export function layerShares(
  layers: readonly LayerDatasets[],
  held: (dataset: string) => HeldOfDataset,
): LayerShare[] {
  const owners = (dataset: string) => layers.filter(({ datasets }) => datasets.includes(dataset));
  return layers.map((layer) => {
    let [gpuBytes, chunksBytes] = [0, 0];
    const others = new Set<LayerDatasets>();
    for (const dataset of layer.datasets) {
      const [sharing, { gpu, chunks }] = [owners(dataset), held(dataset)];
      gpuBytes += gpu / sharing.length;
      chunksBytes += chunks / sharing.length;
      for (const other of sharing) if (other !== layer) others.add(other);
    }
    return { gpuBytes, chunksBytes, sharedWith: [...others].map(({ name }) => name) };
  });
}
