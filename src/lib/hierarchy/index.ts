export type { NodeKind, TreeChildren, TreeNode, TreeRoot } from './tree-node';
export type { ArrayFacts } from './nodes/array-facts';
export type { AttributeRow } from './details/attribute-rows';
export type { ImageFacts, LevelFacts, NodeDetails } from './details/node-details';
export { createHierarchyWorker } from './worker/create-worker';
export { TreeClient } from './worker/tree-client';
export type { TreePort } from './worker/tree-client';
