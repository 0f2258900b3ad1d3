import type { AxisType } from '../../core';
import type { DownloadState, KeepUsage, KeptDataset } from '../../offline';

export type { DownloadState, KeepTrouble, KeepUsage, KeptLevel } from '../../offline';

/** A dataset of which something is kept on this device, as the interface shows it. */
export interface LibraryDataset extends Omit<KeptDataset, 'thumbnail'> {
  /** An object URL, which holds for as long as the dataset is listed with it. */
  readonly thumbnailUrl?: string;
}

/** A level that can be kept. */
export interface KeepLevel {
  /** 0 is the finest. */
  readonly level: number;
  /** Edge of a voxel along the axis that runs across the screen, in world units. */
  readonly voxelSize: number;
  readonly unit?: string;
}

/** An axis of a dataset, and what of it can be kept. Indices are of level 0. */
export interface KeepAxis {
  readonly axis: string;
  readonly type: AxisType;
  /**
   * How less than all of it can be chosen: `view` by what is on the screen, `range` by the first and the last index, `all` not
   * at all, since there is one index only, or the components of one colour.
   */
  readonly part: 'view' | 'range' | 'all';
  readonly count: number;
  /** World position of index 0, and world length of a step. */
  readonly start: number;
  readonly step: number;
  readonly unit?: string;
  /** First and last index that are shown now: what is on the screen, where the slider stands, or which channels are on. */
  readonly shown: readonly [number, number];
  /** Of channels, in the order of their indices. */
  readonly names?: readonly string[];
}

/** What can be kept of the dataset that a layer shows. */
export interface KeepOptions {
  readonly layerId: string;
  readonly name: string;
  /** Finest first. */
  readonly levels: readonly KeepLevel[];
  /** In store order. */
  readonly axes: readonly KeepAxis[];
  /** The level that matches the screen now. */
  readonly targetLevel: number;
}

/** What is to be kept of a dataset. */
export interface KeepChoice {
  /** The finest level to keep; every coarser one is kept with it. */
  readonly finestLevel: number;
  /** First and last index of level 0 on each axis, in store order. Coarser levels are kept at the same places. */
  readonly ranges: readonly (readonly [number, number])[];
}

/** What a choice would add to this device. */
export interface KeepEstimate {
  /** Bytes that are to be fetched: as few as that, most likely, and as many as that. */
  readonly lowBytes: number;
  readonly likelyBytes: number;
  readonly highBytes: number;
  /** Chunks of the choice in all, and those of them that are here already. */
  readonly chunks: number;
  readonly keptChunks: number;
  /** What there is room for, once what is not pinned has been cleared. */
  readonly freeBytes: number;
}

/**
 * What the interface sees and does of what is kept on this device. Properties are reactive. Commands resolve once they are done;
 * those that fail say so in a notice, and do not reject unless they say so.
 */
export interface LibraryViewer {
  /** Last viewed first. */
  readonly datasets: readonly LibraryDataset[];
  readonly usage: KeepUsage;
  /** One for each pin that is not whole, and for those that became whole since the page was loaded. */
  readonly downloads: readonly DownloadState[];
  /** False until datasets and usage have been read once: until then they are empty. */
  readonly isRead: boolean;
  /** The network, or the server of something that is open, is out of reach. */
  readonly isOffline: boolean;
  /** Chunks of the current view that are not on this device while their server is out of reach. */
  readonly offlineMisses: number;

  /** Reads datasets and usage anew. */
  refresh(): Promise<void>;
  /** What is kept of the dataset that a layer shows; absent when nothing is. */
  datasetOf(layerId: string): LibraryDataset | undefined;
  /** Opens a dataset as it was last seen, in place of what is open. */
  open(id: string): Promise<void>;
  /** Deletes all that is kept of a dataset, its pins too. */
  forget(id: string): Promise<void>;
  forgetAll(): Promise<void>;
  /** Deletes what is kept of one level. */
  clearLevel(id: string, level: number): Promise<void>;
  /** Lets a dataset be cleared to make room again; what is kept of it stays for now. */
  unpin(id: string): Promise<void>;
  /** Sets how much may be kept in all; what is above it is cleared, pins excepted. */
  setLimit(bytes: number): Promise<void>;
  /** Asks the browser to delete nothing by itself; `usage.isPersistent` has the answer. */
  askToPersist(): Promise<void>;
  /** What can be kept of the dataset that a layer shows; absent when nothing can, since it is made on demand. */
  keepChoice(layerId: string): KeepOptions | undefined;
  /** Rejects with an AppError when the metadata of a level cannot be read. */
  estimate(layerId: string, choice: KeepChoice): Promise<KeepEstimate>;
  /** Pins a choice and begins to download it. Resolves with the id of the pin, and of its download; absent when that failed. */
  keep(layerId: string, choice: KeepChoice): Promise<string | undefined>;
  pause(id: string): Promise<void>;
  resume(id: string): Promise<void>;
  /** Ends a download and lets its pin go; what has come stays for now. */
  cancel(id: string): Promise<void>;
}
