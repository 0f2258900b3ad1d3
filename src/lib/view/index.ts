export * from './camera-2d';
export * from './cover';
export * from './tile-key';
export * from './tile-plan';
