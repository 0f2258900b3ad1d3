export * from './camera-2d';
export * from './cover';
export * from './pane';
export { planTiles } from './plan/plan-tiles';
export * from './plan/tile-plan';
export { loadPointsPlanner, type PointsPlanner } from './points/load-planner';
export type * from './points/points-view';
export * from './measure/measure';
export { quantitiesText } from './measure/quantity-text';
export { decimalsFor, formatNumber } from './text/format-value';
export { scaleBar, type ScaleBar } from './text/scale-bar';
export { unitFactor, unitSymbol } from './text/units';
export { worldExtent } from './tiles/level-plane';
export {
  makeTileGrid,
  pieceChunk,
  pieceCount,
  pieceOrigin,
  pieceRect,
  type TileGrid,
} from './tiles/tile-grid';
export * from './tiles/tile-key';
export * from './volume/brick-grid';
export * from './volume/brick-key';
export * from './volume/brick-plan';
export * from './volume/box-overlay';
export * from './volume/camera-3d';
export * from './volume/level-volume';
export * from './volume/move-camera-3d';
export * from './volume/ray';
export { rotateBack } from './volume/vec3';
export type { Quaternion, Vec3 } from './volume/vec3';
export * from './volume/volume-view';
export * from './volume/plan/plan-bricks';
