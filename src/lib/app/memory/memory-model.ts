import type { Evictions } from '../../core';
import type { GpuReport } from '../../render';
import type { BlurReason } from './why-blurry';

export type { BlurReason };
export type { GpuReport };

/** A part of the memory limit. */
export interface TierModel {
  readonly tier: 'gpu' | 'chunks' | 'inFlight' | 'readers';
  readonly bytes: number;
  readonly maxBytes: number;
}

/** What one layer takes, and why it is not as sharp as the screen could show. */
export interface LayerMemoryModel {
  readonly id: string;
  readonly name: string;
  readonly visible: boolean;
  /** Tiles or bricks of it on the GPU; of what it shares with others its even part, here and below. */
  readonly gpuBytes: number;
  /** Decoded chunks of it. */
  readonly chunksBytes: number;
  /** Names of other layers that show the same data. */
  readonly sharedWith: readonly string[];
  /** The level that the view aims for, and the coarsest that is on the screen; absent while nothing is. */
  readonly targetLevel: number;
  readonly shownLevel?: number;
  /** Most telling first; none when it is as sharp as it can be. */
  readonly reasons: readonly BlurReason[];
}

/** How busy the network is, and how often it was not needed. */
export interface TrafficModel {
  readonly requestsPerSecond: number;
  readonly bytesPerSecond: number;
  /** Share of the chunks that a view came to want which were in memory, 0 to 1; absent while none was. */
  readonly memoryHitRate?: number;
  /** Share of the chunks that were read which were on this device; absent while none was read. */
  readonly diskHitRate?: number;
}

/** What the browser lets one know of the device, and what was tried of it. */
export interface DeviceReport {
  /** Absent while the GPU does not draw. */
  readonly gpu?: GpuReport;
  readonly cores: number;
  /** GiB, as far as the browser says: it rounds, and stops at 8. */
  readonly memoryGiB?: number;
  /** Of the largest dataset that was opened since the start, not compressed; absent while none was. */
  readonly largestBytes?: number;
  /** Bytes that the browser grants this site on disk, and what is used of them. */
  readonly storage?: { readonly quotaBytes: number; readonly usedBytes: number };
}

/** Where memory, network and detail stand. */
export interface MemoryState {
  readonly limitBytes: number;
  readonly usedBytes: number;
  readonly peakBytes: number;
  readonly tiers: readonly TierModel[];
  /** Bottom layer first. */
  readonly layers: readonly LayerMemoryModel[];
  readonly traffic: TrafficModel;
  /** What went to make room so far. */
  readonly evicted: Evictions;
  /** Voxels per device pixel that pictures aim for, along each axis: 1 is one for one. */
  readonly quality: number;
}

/** What the interface sees and does of memory and detail. Properties are reactive. */
export interface MemoryViewer {
  /** Absent until it is watched. */
  readonly state: MemoryState | undefined;
  /** Absent until it is watched. */
  readonly device: DeviceReport | undefined;
  /** Follows how things stand, a few times a second, until what it returns is called. */
  watch(): () => void;
  /** From 0.1 to 4; for this visit. */
  setQuality(quality: number): void;
}
