export { colormapColors, colormapGroups, colormapNames } from './color/colormaps';
export { type ColorTable, labelCssColor, makeColorTable } from './labels/color-table';
export type { LabelsFrame } from './labels/labels-frame';
export type {
  ChannelFrame,
  ChunkLookup,
  FrameRequest,
  LayerBlending,
  LayerFrame,
  PictureRequest,
} from './layer-frame';
export type { CapturedFrame } from './frame/assemble-picture';
export type { GpuReport } from './gpu/gpu-report';
export { ReadBack, type ReadBackFinding, type ReadBackState } from './read-back/read-back';
export type { PointsFrame } from './points/points-frame';
export { LEAST_POINT_PX } from './points/points-frame';
export { loadPointsPainter } from './points/load-painter';
export type { MakePointsPainter } from './points/painter';
export { Renderer } from './renderer';
export type { RendererOptions } from './renderer-options';
export type { PoolKind, SceneLayer } from './scene-pools';
export type { UploadBudget, UploadResult } from './tiles/upload-plan';
export type { VolumePick } from './volume/march/pick-volume';
export {
  type SceneRequest,
  type VolumeLayerFrame,
  type VolumeRendering,
  type VolumeRequest,
} from './volume/volume-frame';
export type { DrawnBrick } from './volume/shown-volume';
