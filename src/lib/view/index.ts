export * from './camera-2d';
export { chooseLevel, voxelPxOf } from './choose-level';
export * from './cover';
export { decimalsFor, formatNumber } from './format-value';
export {
  decodedChunkBytes,
  levelPlane,
  sliceIndex,
  voxelsToWorld,
  worldExtent,
  worldExtentRect,
  type LevelPlane,
} from './level-plane';
export { planTiles } from './plan-tiles';
export { scaleBar, type ScaleBar } from './scale-bar';
export * from './tile-key';
export * from './tile-pieces';
export * from './tile-plan';
export { unitFactor, unitSymbol } from './units';
