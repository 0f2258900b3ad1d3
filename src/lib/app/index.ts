export * from './viewer/model';
export type * from './library/library-model';
export type * from './viewer/export-model';
export type * from './viewer/history-model';
export type * from './viewer/space-model';
export { createViewer } from './viewer/create-viewer';
export type { Exascope } from './scripting/scripting';
export type { LayerInfo } from './scene/layers/layer-info';
export type { Stats } from './frame/stats';
