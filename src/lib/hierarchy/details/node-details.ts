import type { Dataset, ErrorMessage } from '../../core';
import type { ArrayFacts } from '../nodes/array-facts';
import type { TreeNode } from '../tree-node';
import type { AttributeRow } from './attribute-rows';

/** One level of an image, finest first. */
export interface LevelFacts {
  readonly path: string;
  /** World units per voxel, and where voxel 0 is centred, in store axis order. */
  readonly scale: readonly number[];
  readonly translation: readonly number[];
  /** Absent where its metadata cannot be read. */
  readonly array?: ArrayFacts;
}

/** Of a dataset what is shown of it before it is opened. */
export interface ImageFacts extends Pick<Dataset, 'name' | 'axes' | 'voxelCenters' | 'warnings' | 'dtype'> {
  readonly levels: readonly LevelFacts[];
  readonly isLabels: boolean;
  /** Names of channels; absent where there is no axis of channels. */
  readonly channels?: readonly string[];
}

/** What the metadata of a node say. */
export interface NodeDetails {
  readonly node: TreeNode;
  /** Where it would be opened. It keeps the query of its store. */
  readonly location: string;
  /** Of OME-Zarr, as it is written. */
  readonly omeVersion?: string;
  /** More than one may be in a group; the first is what opens. */
  readonly multiscales?: number;
  /** Present for what opens as an image or as labels. */
  readonly image?: ImageFacts;
  /** Of an array. */
  readonly array?: ArrayFacts;
  /** Why it does not open. */
  readonly fault?: ErrorMessage;
  readonly attributes: readonly AttributeRow[];
  /** There are more attributes than these. */
  readonly isCut: boolean;
}
