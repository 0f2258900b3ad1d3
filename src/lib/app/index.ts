export * from './model';
export { createViewer } from './create-viewer';
export type { Exascope } from './scripting';
export type { LayerInfo } from './layer-info';
export type { Stats } from './stats';
