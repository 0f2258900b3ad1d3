/** How often values occur among those of a channel that are on the screen. */
export interface HistogramModel {
  /** Bin `i` counts values from `low + i · width` up to the next bin. */
  readonly counts: Uint32Array;
  readonly low: number;
  readonly width: number;
  /** Values within the contrast range and beyond, without what is no number. */
  readonly finite: number;
}

/** Shares of the values, in percent, that a contrast leaves out below and keeps up to above. */
export type Percentiles = readonly [number, number];

/** As in napari's automatic contrast of large images: a few hot or dead pixels do not count. */
export const AUTO_PERCENTILES: Percentiles = [0.1, 99.9];

/** What the interface sees and does of channels beyond setting their look. Properties are reactive; commands return at once. */
export interface ChannelsViewer {
  /** Of what is on the screen; absent until it has been counted, which it is while someone {@link watch}es. */
  histogram(layerId: string, channel: number): HistogramModel | undefined;
  /** Keeps a histogram up to date, until what it returns is called. */
  watch(layerId: string, channel: number): () => void;
  /** The contrast follows what is on the screen. */
  isContinuous(layerId: string, channel: number): boolean;
  /** Lets the contrast follow what is on the screen, until it is set otherwise. */
  setContinuous(layerId: string, channel: number, isOn: boolean): void;
  /** Sets the contrast once from what is on the screen. [0, 100] is from the smallest value to the largest. */
  contrastFrom(layerId: string, channel: number, percentiles: Percentiles): void;
  /** Sets the contrast to what the channel began with. */
  resetContrast(layerId: string, channel: number): void;
  /** Sets the contrast to all that the type or the metadata allow; where neither says, to all that is on the screen. */
  fullContrast(layerId: string, channel: number): void;
  /** Shows all channels, none, or one alone. */
  show(layerId: string, which: 'all' | 'none' | number): void;
}
