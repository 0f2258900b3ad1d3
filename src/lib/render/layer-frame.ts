import type { ChunkArray, ChunkKey, Dataset } from '../core';
import type { Camera2D, Pane, SliceView, TilePlan } from '../view';
import type { LayerBlending } from './layer-blending';
import type { LabelsFrame } from './labels/labels-frame';
import type { PointsFrame } from './points/points-frame';

export type { LayerBlending } from './layer-blending';

/** How one channel is coloured. */
export interface ChannelFrame {
  /** Index on the channel axis, 0 without one. */
  readonly index: number;
  /** A name of `colormapNames`, or '#rrggbb' for black to that colour. */
  readonly colormap: string;
  /** Values shown as the first and the last colour. */
  readonly contrast: readonly [number, number];
  readonly gamma: number;
}

/** One layer as it is to be drawn: plain and immutable. */
export interface LayerFrame {
  readonly id: string;
  readonly dataset: Dataset;
  /** The slice to draw; `plan` may be for the next one already. */
  readonly slice: SliceView;
  /** Says which tiles to hold, and what part of the world is in view. */
  readonly plan: TilePlan;
  readonly channels: readonly ChannelFrame[];
  /** 0–1. */
  readonly opacity: number;
  readonly blending: LayerBlending;
  readonly interpolation: 'nearest' | 'linear';
  readonly visible: boolean;
  /** Where it is shown; absent: all over the picture. */
  readonly pane?: Pane;
  /** Present when its voxels name objects: they are shown as such, whatever `channels` says of colours. */
  readonly labels?: LabelsFrame;
}

/** What every picture has, flat or not. */
export interface PictureRequest {
  /** Colour where there is no data, each part 0–1. */
  readonly background: readonly [number, number, number];
  /** The user moves the view: a coarser picture now beats a sharp one late. */
  readonly interacting: boolean;
  /** Draw everything at once, sharp and without fades: for tests and screenshots. */
  readonly deterministic: boolean;
  /** No fades, for users who prefer reduced motion. */
  readonly reducedMotion?: boolean;
  /** Layers of points, each with its place among the others; from the bottom up. */
  readonly points?: readonly PointsFrame[];
}

/** Everything a flat picture is made of. Layers from the bottom up. */
export interface FrameRequest extends PictureRequest {
  readonly view?: '2d';
  readonly camera: Camera2D;
  readonly layers: readonly LayerFrame[];
}

/** Where decoded chunks are looked up. */
export interface ChunkLookup {
  get(key: ChunkKey): ChunkArray | undefined;
  /** Changes whenever the state of some chunk may have; absent when that is not known. */
  readonly version?: number;
  stateOf(key: ChunkKey): 'idle' | 'queued' | 'loading' | 'ready' | 'empty' | 'failed';
}
