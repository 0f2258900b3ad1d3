import type { Exascope as AppExascope } from '../../src/lib/app';

/** The public scripting interface as docs/scripting.md declares it, written out once more: a test of it must not follow its changes. */
export interface Exascope {
  readonly version: string;
  readonly ready: Promise<void>;
  open(
    location: string,
    options?: { as?: 'image' | 'labels' | 'points'; name?: string },
  ): Promise<LayerInfo[]>;
  close(id: string): void;
  layers(): LayerInfo[];
  getState(): ViewState;
  setState(patch: object): Promise<void>;
  configure(options: { memoryLimitBytes?: number; quality?: number }): void;
  settled(options?: { timeoutMs?: number }): Promise<{ ms: number; failures: string[] }>;
  valueAt(x: number, y: number): ValueAt[];
  stats(): Stats;
  resetStats(): void;
  capture(options?: { scale?: number; overlays?: boolean }): Promise<Blob>;
  readonly library: Library;
}

export interface Library {
  list(): Promise<LibraryEntry[]>;
  pin(spec: {
    layer: string;
    finestLevel?: number;
    region?: Record<string, readonly [number, number]>;
  }): Promise<string>;
  forget(id: string): Promise<void>;
  usage(): Promise<LibraryUsage>;
}

export interface LibraryEntry {
  id: string;
  location: string;
  name: string;
  bytes: number;
  pinnedBytes: number;
  viewedAtMs: number;
  levels: readonly { level: number; chunks: number; totalChunks?: number; bytes: number }[];
  missingChunks: number;
  view?: string;
  downloads: readonly {
    id: string;
    dataset: string;
    name: string;
    state: 'running' | 'verifying' | 'paused' | 'complete';
    doneChunks: number;
    totalChunks: number;
    bytes: number;
    reason?: string;
  }[];
}

export interface LibraryUsage {
  bytes: number;
  pinnedBytes: number;
  limitBytes: number;
  quotaBytes?: number;
  isPersistent?: boolean;
  trouble?: string;
}

export interface LayerInfo {
  id: string;
  name: string;
  kind: 'image' | 'labels' | 'points';
  location: string;
  dtype: string;
  axes: { name: string; type: 'space' | 'time' | 'channel'; unit?: string }[];
  levels: { shape?: number[]; chunks?: number[]; scale: number[]; translation: number[] }[];
  sizeBytes: string;
  voxelCenters: 'declared' | 'inferred' | 'literal' | 'overridden';
}

export interface ViewState {
  sources: string[];
  sourceKinds?: ('auto' | 'image' | 'labels' | 'points')[];
  mode: '2d' | '3d';
  axes: string[];
  center: Record<string, number>;
  zoom: number;
  rotation: [number, number, number, number];
  perspective: number;
  position: Record<string, number>;
  grid?: boolean;
  swipe?: { left: string; right: string; at: number };
  thickness?: Record<string, [number, number]>;
  measurements?: { kind: string; axes: string[]; points: number[][] }[];
  layers: LayerState[];
}

export interface LayerState {
  id: string;
  visible: boolean;
  opacity: number;
  blending: string;
  colormap?: string;
  contrast?: [number, number];
  gamma?: number;
  level?: number | 'auto';
  rendering?: string;
  interpolation?: string;
  contour?: number;
  selectedLabel?: string;
  showSelectedOnly?: boolean;
  seed?: number;
  voxelCenters?: string;
  channels?: { visible: boolean; colormap?: string; contrast?: [number, number]; gamma?: number }[];
}

export interface ValueAt {
  layer: string;
  level: number;
  index: number[];
  world: number[];
  value: number | string | null;
}

export interface Tier {
  bytes: number;
  maxBytes: number;
}

export interface Stats {
  memory: { limitBytes: number; gpu: Tier; chunks: Tier; inFlight: Tier; readers: Tier; peakBytes: number };
  requests: { metadata: number; chunks: number; notFound: number; failed: number; aborted: number };
  served: { network: number; disk: number; memory: number; generated: number };
  evicted: { gpu: number; chunks: number; disk: number };
  bytes: { network: number; disk: number };
  frames: { drawn: number; longestGapMs: number };
  layers: {
    id: string;
    targetLevel: number;
    drawn: Record<number, number>;
    pending: number;
    voxelPx: number;
    limitedBy?: string;
    refused: number;
    position: Record<string, number>;
  }[];
}

type Keeping<Implementation extends Exascope> = Implementation;
/** Compiles only while what the app publishes keeps to this page. */
type _App = Keeping<AppExascope>;
