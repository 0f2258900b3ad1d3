import type { Dataset, Tuning } from '../../core';
import type { ChunkWant, LimitReason } from '../plan/tile-plan';
import type { BrickKey } from './brick-key';
import type { Camera3D } from './camera-3d';
import type { Vec3 } from './vec3';
import type { ClipPlane, SlicePlane, VolumeView, WorldBox } from './volume-view';

/** What of a volume is looked at, and from where. */
export interface BrickRequest {
  readonly dataset: Dataset;
  readonly view: VolumeView;
  readonly camera: Camera3D;
  readonly clip?: WorldBox;
  readonly planes?: readonly ClipPlane[];
  /** What it meets is loaded first. */
  readonly slicePlane?: SlicePlane;
  /** Only what the slice plane meets is shown. */
  readonly planeOnly?: boolean;
}

export interface BrickLimits {
  /** GPU bricks that this layer may hold, all its channels together. */
  readonly maxBricks: number;
  /** Bytes of decoded chunks that this layer may hold, all its channels together. */
  readonly maxChunkBytes: number;
  /** Finest level to use, or 'auto'. */
  readonly level: number | 'auto';
  /** 1 = one voxel per device pixel; above 1 is coarser. The inverse of `configure({ quality })`. */
  readonly bias: number;
  /** World position that the eye is on: what is under the pointer. The camera's centre when absent. */
  readonly focus?: Vec3;
  /** As by default when absent. */
  readonly tuning?: Tuning;
}

/**
 * Which level a sample at `p` uses: the smallest `l` with `distance(p, from) < reach[l]`, world units. The planner and
 * the shader agree through it. The last is Infinity; levels finer than the plan's have 0.
 */
export interface LevelOfDetail {
  readonly from: Vec3;
  readonly reach: readonly number[];
}

/** A half-open range of bricks of one level. */
export interface BrickRange {
  readonly low: Vec3;
  readonly high: Vec3;
}

/** What a volume layer needs on the screen: a pure function of request, limits and the plan before. */
export interface BrickPlan {
  /** The level used at the centre of the view, the finest of the plan. */
  readonly level: number;
  /** Device pixels that a voxel may measure. Kept for hysteresis. */
  readonly threshold: number;
  /** Size of a voxel of `level` at the centre, in device pixels. */
  readonly voxelPx: number;
  readonly limitedBy?: LimitReason;
  /** Bricks to hold on the GPU, most urgent first: coarse before fine, then near the focus; every channel shown. */
  readonly bricks: readonly BrickKey[];
  /** Chunks that fill these bricks, each once, most urgent first. */
  readonly want: readonly ChunkWant[];
  /** Levels whose metadata must be read before this plan can be made in full. */
  readonly open: readonly number[];
  /** The range of planned bricks by level; `undefined` when a level has none. */
  readonly boxes: readonly (BrickRange | undefined)[];
  readonly lod: LevelOfDetail;
  /** Finest level that may be drawn, when the user locked one; any level when absent. */
  readonly finestLevel?: number;
}
