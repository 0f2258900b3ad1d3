export { colormapColors, colormapNames } from './color/colormaps';
export type { ChannelFrame, ChunkLookup, FrameRequest, LayerBlending, LayerFrame } from './layer-frame';
export type { CapturedFrame } from './frame/assemble-picture';
export { Renderer, type RendererOptions } from './renderer';
export type { UploadBudget, UploadResult } from './tiles/upload-plan';
