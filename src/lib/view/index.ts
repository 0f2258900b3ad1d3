export * from './camera-2d';
export { chooseLevel, voxelPxOf } from './plan/choose-level';
export * from './cover';
export { decimalsFor, formatNumber } from './text/format-value';
export {
  decodedChunkBytes,
  levelPlane,
  sliceIndex,
  voxelsToWorld,
  worldExtent,
  worldExtentRect,
  type LevelPlane,
} from './tiles/level-plane';
export { planTiles } from './plan/plan-tiles';
export { scaleBar, type ScaleBar } from './text/scale-bar';
export * from './tiles/tile-key';
export * from './tiles/tile-pieces';
export * from './plan/tile-plan';
export { unitFactor, unitSymbol } from './text/units';
