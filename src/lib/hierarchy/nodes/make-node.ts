import { plainText, property, type ZarrNode } from '../../source';
import { joinPath, type NodeKind, type TreeNode } from '../tree-node';
import { arraySize } from './array-facts';
import { gridLevels, kindOf, omeBlock } from './classify';
import { namedChildren, type NamedChild } from './ome-children';

const maxNameLength = 200;

/** What is known of a node besides its metadata. */
export interface NodePlace {
  readonly path: string;
  /** Absent: the last segment of its path. */
  readonly name?: string | undefined;
  /** A list of label images names it. */
  readonly isListed?: boolean | undefined;
  readonly levelOf?: TreeNode['levelOf'] | undefined;
}

/** What is asked about the nodes below it. */
export interface Surroundings {
  /** What is known of a path without a request. */
  readonly known: (path: string) => ZarrNode | undefined;
  /** How many nodes consolidated metadata list below it. */
  readonly count: number | undefined;
}

/** Returns the node of what metadata say. */
export function makeNode(node: ZarrNode, place: NodePlace, { known, count }: Surroundings): TreeNode {
  const kind = kindOf(node, place.isListed);
  const common = { path: place.path, name: nameOf(place), kind, format: node.format };
  if (node.kind === 'array') {
    return {
      ...{ ...common, ...arraySize(node.document, node.format) },
      ...(place.levelOf && { levelOf: place.levelOf }),
      isExpandable: false,
    };
  }
  const named = namedChildren(node);
  const levels = kind === 'points' ? gridLevels(node.attributes) : undefined;
  const entries = kind === 'image' || kind === 'labels' ? undefined : (count ?? (named.length || undefined));
  return {
    ...common,
    ...imageFacts(node, { path: place.path, named, known }),
    ...(levels !== undefined && { levels }),
    ...(entries !== undefined && { entries }),
    isExpandable: count === undefined || count > 0 || named.length > 0,
  };
}

/** A node that is known by its name only. */
export function pendingNode(
  place: NodePlace,
  kind: NodeKind,
  more: Pick<TreeNode, 'format' | 'sizeBytes'> = {},
): TreeNode {
  const isLeaf = kind === 'array' || kind === 'file';
  return {
    ...{ path: place.path, name: nameOf(place), kind, ...more },
    ...(place.levelOf && { levelOf: place.levelOf }),
    isExpandable: !isLeaf,
    ...(kind !== 'file' && kind !== 'archive' && { isPending: true as const }),
  };
}

function imageFacts(
  node: ZarrNode,
  {
    path,
    named,
    known,
  }: {
    readonly path: string;
    readonly named: readonly NamedChild[];
    readonly known: Surroundings['known'];
  },
): Pick<TreeNode, 'levels' | 'dtype' | 'shape' | 'sizeBytes'> {
  const multiscales = omeBlock(node, 'multiscales');
  const datasets = property(Array.isArray(multiscales) ? multiscales[0] : undefined, 'datasets');
  if (!Array.isArray(datasets)) return {};
  const first = named.find(({ level }) => level === 0);
  const array = first && known(joinPath(path, first.path));
  return {
    levels: datasets.length,
    ...(array?.kind === 'array' && arraySize(array.document, array.format)),
  };
}

function nameOf({ path, name = path.slice(path.lastIndexOf('/') + 1) }: NodePlace): string {
  return plainText(name, maxNameLength);
}
