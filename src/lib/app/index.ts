export * from './model';
export type * from './library-model';
export type * from './space-model';
export { createViewer } from './create-viewer';
export type { Exascope } from './scripting';
export type { LayerInfo } from './scene/layer-info';
export type { Stats } from './frame/stats';
