import type { Dataset, ChunkKey } from '../../core';
import type { Camera2D } from '../camera-2d';
import type { ChunkWant, LimitReason } from '../plan/tile-plan';
import type { Camera3D } from '../volume/camera-3d';
import type { WorldBox } from '../volume/volume-view';

/** Which axes of a dataset of points are displayed, and what of the others is. Store axis order. */
export interface PointsView {
  readonly x: number;
  readonly y: number;
  /** The axis that goes into the depth; absent in 2D. */
  readonly z?: number;
  /** World range that is shown on an axis that is not displayed; `undefined` on one that is. */
  readonly within: readonly (readonly [from: number, to: number] | undefined)[];
}

export interface PointsRequest {
  readonly dataset: Dataset;
  readonly view: PointsView;
  /** One of 3D exactly where `view.z` is there. */
  readonly camera: Camera2D | Camera3D;
  /** In 3D, nothing but this is shown. */
  readonly clip?: WorldBox;
  /** Of a point, world units: how far it reaches beyond its place. */
  readonly radius: number;
}

export interface PointsLimits {
  /** Points that may be drawn. */
  readonly maxPoints: number;
  /** Bytes of decoded chunks that the layer may hold. */
  readonly maxChunkBytes: number;
  /** Finest level to use, or 'auto'. */
  readonly level: number | 'auto';
  /** Above 1 is coarser. */
  readonly bias: number;
}

/** A chunk of points, and the world box that holds it (store axis order); of a list the whole extent. */
export interface PointsCell {
  readonly key: ChunkKey;
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** What a layer of points needs on the screen: a pure function of request, limits and the plan before. */
export interface PointsPlan {
  /** The finest level of which something is shown. */
  readonly level: number;
  /** Device pixels that a cell must measure for its own points to be shown. Kept for hysteresis. */
  readonly threshold: number;
  /** Size of a world step at the centre, in device pixels. */
  readonly voxelPx: number;
  readonly limitedBy?: LimitReason;
  /** Coarse before fine, then near the middle: what is drawn, as far as it is here. */
  readonly cells: readonly PointsCell[];
  readonly want: readonly ChunkWant[];
  /** Nothing: all levels are open from the start. */
  readonly open: readonly number[];
}
