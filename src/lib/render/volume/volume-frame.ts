import type { Dataset } from '../../core';
import type { BrickPlan, Camera3D, ClipPlane, Pane, SlicePlane, VolumeView, WorldBox } from '../../view';
import type { LabelsFrame } from '../labels/labels-frame';
import type { ChannelFrame, FrameRequest, LayerBlending, PictureRequest } from '../layer-frame';

/** How the values along a ray become one colour; napari's names. */
export type VolumeRendering = ImageRendering | LabelRendering;
export type ImageRendering =
  'mip' | 'minip' | 'attenuated_mip' | 'average' | 'additive' | 'translucent' | 'iso';
export type LabelRendering = 'iso_categorical' | 'translucent';

/** One volume as it is to be drawn: plain and immutable. */
export interface VolumeLayerFrame {
  readonly kind: 'volume';
  readonly id: string;
  readonly dataset: Dataset;
  readonly view: VolumeView;
  /** Says which bricks to hold, and which level is used where. */
  readonly plan: BrickPlan;
  readonly channels: readonly ChannelFrame[];
  /** 0–1. */
  readonly opacity: number;
  readonly blending: LayerBlending;
  readonly interpolation: 'nearest' | 'linear';
  readonly visible: boolean;
  readonly rendering: VolumeRendering;
  /** For 'iso': the surface is where values rise above it. In the dataset's values. */
  readonly isoThreshold: number;
  /** For 'attenuated_mip': how fast what lies behind bright voxels fades; 0.05 as in napari is a good start. */
  readonly attenuation: number;
  /** Only this part of the volume is shown. */
  readonly clip?: WorldBox;
  /** At most `MAX_PLANES`; more are left out. */
  readonly planes?: readonly ClipPlane[];
  /** Shown as a cut through the volume; what lies behind it is hidden. */
  readonly slicePlane?: SlicePlane;
  /** Only the slice plane is shown. */
  readonly planeOnly?: boolean;
  /** Where it is shown; absent: all over the picture. */
  readonly pane?: Pane;
  /** Present when its voxels name objects: `rendering` is then one of labels, and what `channels` says of colours counts for nothing. */
  readonly labels?: LabelsFrame;
}

/** Clip planes of one volume. */
export const MAX_PLANES = 8;

/** Everything a picture of volumes is made of. Layers from the bottom up. */
export interface VolumeRequest extends PictureRequest {
  readonly view: '3d';
  readonly camera: Camera3D;
  readonly layers: readonly VolumeLayerFrame[];
}

/** A picture of slices or of volumes. */
export type SceneRequest = FrameRequest | VolumeRequest;
