export * from './camera-2d';
export { chooseLevel, voxelPxOf } from './choose-level';
export * from './cover';
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
export * from './tile-key';
export * from './tile-pieces';
export * from './tile-plan';
