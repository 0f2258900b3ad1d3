import type { Dataset } from '../../core';
import type { Camera2D, Camera3D, Pane, PointsPlan, PointsView, WorldBox } from '../../view';
import type { Viewport } from '../frame/place-quad';
import type { LayerBlending } from '../layer-blending';

/** One layer of points as it is to be drawn: plain and immutable. */
export interface PointsFrame {
  readonly id: string;
  readonly dataset: Dataset;
  readonly view: PointsView;
  readonly plan: PointsPlan;
  /** Diameter of a disc in world units; on the screen it is never less than {@link LEAST_POINT_PX}. */
  readonly size: number;
  /** Each part 0–1. */
  readonly color: readonly [number, number, number];
  /** 0–1. */
  readonly opacity: number;
  readonly blending: LayerBlending;
  readonly visible: boolean;
  /** In 3D, nothing but this is shown. */
  readonly clip?: WorldBox;
  /** Where it is shown; absent: all over the picture. */
  readonly pane?: Pane;
  /** How many of the picture's other layers lie below it. */
  readonly below: number;
}

/** Least diameter of a disc, CSS pixels: napari's. */
export const LEAST_POINT_PX = 2;
/** The same for the greatest, which nothing on a screen reaches. */
export const GREATEST_POINT_PX = 10_000;

/** Points of one layer, as the GPU is told them. Their blocks of uniforms travel with them. */
export interface PointsDraw {
  readonly type: 'points';
  /** Nearer points hide farther ones. */
  readonly isDeep: boolean;
  readonly blocks: readonly PointsBlock[];
}

/** As many slots as one draw takes. */
export interface PointsBlock {
  readonly look: Float32Array;
  readonly slots: Float32Array;
  readonly slotCount: number;
}

/** Where a layer of points is drawn. */
export interface PointsPlace {
  readonly camera: Camera2D | Camera3D;
  readonly viewport: Viewport;
}
