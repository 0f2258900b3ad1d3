import { gridAttribute, isObject, property, type ZarrNode } from '../../source';
import type { NodeKind } from '../tree-node';

/** The block `name` of OME metadata, where version 0.5 puts it or where earlier ones do. */
export function omeBlock({ attributes }: ZarrNode, name: string): unknown {
  return property(property(attributes, 'ome'), name) ?? property(attributes, name);
}

/** What a Zarr node is. `isListed`: a list of label images names it. */
export function kindOf(node: ZarrNode, isListed = false): NodeKind {
  if (node.kind === 'array') return 'array';
  if (Array.isArray(omeBlock(node, 'multiscales')))
    return isListed || omeBlock(node, 'image-label') !== undefined ? 'labels' : 'image';
  if (isObject(omeBlock(node, 'plate'))) return 'plate';
  if (isObject(omeBlock(node, 'well'))) return 'well';
  if (omeBlock(node, 'bioformats2raw.layout') !== undefined) return 'series';
  return isPoints(node) ? 'points' : 'group';
}

/** Points on a grid, and as SpatialData and GEFF write them. */
function isPoints({ attributes }: ZarrNode): boolean {
  if (gridLevels(attributes) !== undefined) return true;
  return property(attributes, 'encoding-type') === 'ngff:points' || isObject(property(attributes, 'geff'));
}

/** Number of levels of points on a grid; `undefined` for what holds none. */
export function gridLevels(attributes: ZarrNode['attributes']): number | undefined {
  const levels = property(property(attributes, gridAttribute), 'levels');
  return Array.isArray(levels) ? levels.length : undefined;
}
