import type { ChunkKey, Dataset, Rect, Tuning } from '../../core';
import type { Camera2D } from '../camera-2d';
import type { SliceView, TileKey } from '../tiles/tile-key';

/** Why a layer is coarser than the screen could show; 'thickness': its slices would take more chunks than one view may read. */
export type LimitReason = 'memory' | 'thickness' | 'no-finer-level' | 'level-locked';

/** One chunk that a view wants, with all the scheduler must know to admit it. */
export interface ChunkWant {
  readonly key: ChunkKey;
  /** Lower is sooner. Comparable over layers: `tier · 2^40 + band · 2^32 + distance²` (clamped), after rendering.md 2.8. */
  readonly priority: number;
  /** Bytes once decoded. */
  readonly decodedBytes: number;
  /** Bytes that are held beside while it is made from others; absent when it is read as it is. */
  readonly workBytes?: number;
}

export interface PlanLimits {
  /** GPU tiles that this layer may hold, all its channels together. */
  readonly maxTiles: number;
  /** Bytes of decoded chunks that this layer may hold, all its channels together. */
  readonly maxChunkBytes: number;
  /** Finest level to use, or 'auto'. */
  readonly level: number | 'auto';
  /** 1 = one voxel per device pixel; above 1 is coarser. The inverse of `configure({ quality })`. */
  readonly bias: number;
  /** Where the eye is, in CSS pixels from the viewport's top left; the middle when absent. */
  readonly focus?: readonly [number, number];
  /** As by default when absent. */
  readonly tuning?: Tuning;
}

/** What a layer needs on the screen: a pure function of dataset, slice, camera, limits and the plan before. */
export interface TilePlan {
  /** The target: the level whose voxels match the screen. */
  readonly level: number;
  /** Bias actually used: `limits.bias`, or more when the view did not fit. Kept for hysteresis. */
  readonly bias: number;
  /** Size of a target-level voxel in device pixels. */
  readonly voxelPx: number;
  readonly limitedBy?: LimitReason;
  /** Tiles to hold on the GPU, most urgent first: pinned level, middle level, target level, for every channel shown. */
  readonly tiles: readonly TileKey[];
  /** Chunks that these tiles need, each once, most urgent first. */
  readonly want: readonly ChunkWant[];
  /** Levels whose metadata must be read before this plan can be made in full. */
  readonly open: readonly number[];
  /** World rectangle that the viewport shows (bounds of it when turned), cut to the extent of the data. */
  readonly view: Rect;
  /** World rectangles inside `view` that were left out since they did not fit the memory limit. */
  readonly omitted: readonly Rect[];
  /** Finest level that may be drawn, when the user locked one; any level when absent. */
  readonly finestLevel?: number;
}

export type TilePlanner = (
  request: { readonly dataset: Dataset; readonly slice: SliceView; readonly camera: Camera2D },
  limits: PlanLimits,
  previous?: TilePlan,
) => TilePlan;
