/** What a node is: what there is to do with it, and its glyph. */
export type NodeKind =
  | 'image'
  | 'labels'
  | 'points'
  | 'plate'
  | 'well'
  /** A collection as bioformats2raw writes it: its children are series. */
  | 'series'
  | 'array'
  | 'group'
  /** A folder that is no Zarr node, or not known to be one. */
  | 'folder'
  | 'file'
  /** A file that holds a tree of its own, which is not read before it is unfolded. */
  | 'archive'
  /** Metadata are there, and cannot be read. */
  | 'unknown';

/** One node of a store's tree: plain, and small, since there may be ten thousand of them. Names are foreign: show them as text. */
export interface TreeNode {
  /** Below the root of its store; '' for the root itself. */
  readonly path: string;
  /** One line of plain text. */
  readonly name: string;
  readonly kind: NodeKind;
  /** Of Zarr, where it is known. */
  readonly format?: 2 | 3;
  /** Of an array, or of the finest level of an image, in the words of its metadata. */
  readonly dtype?: string;
  /** The same, in store axis order. */
  readonly shape?: readonly number[];
  /** Levels of an image, or of points on a grid. */
  readonly levels?: number;
  /** How many nodes are below it, where metadata say so. */
  readonly entries?: number;
  /** Of a file as it is stored, of an array once decoded. */
  readonly sizeBytes?: number;
  readonly isExpandable: boolean;
  /** It is known by its name only: ask for it to be resolved. */
  readonly isPending?: true;
  /** The image that this array is a level of, and which. */
  readonly levelOf?: { readonly path: string; readonly level: number };
  /** Path of the file whose tree it is in; absent for what lies in the store itself. */
  readonly archive?: string;
}

/** What is below a node. */
export interface TreeChildren {
  readonly nodes: readonly TreeNode[];
  /** `unlisted`: the server lists no folders, so that there may be more; `cut`: there is more than is shown. */
  readonly more?: 'unlisted' | 'cut';
  /** How many nodes there will be, where only the first of them have come. */
  readonly count?: number;
}

/** The same, of which each node is made when it is wanted. */
export interface UnmadeChildren {
  readonly nodes: readonly (() => TreeNode)[];
  readonly more?: TreeChildren['more'];
}

/** The root of a store. */
export interface TreeRoot {
  readonly node: TreeNode;
  /** As it was given. */
  readonly location: string;
  /** Canonical and without secrets: the id of a dataset at the root. */
  readonly id: string;
  /** The first of its children, where its own metadata tell them. */
  readonly children?: TreeChildren;
}

/** The node of an archive's own tree as one of the tree that the archive lies in. */
export function withinArchive(node: TreeNode, archive: string): TreeNode {
  const { levelOf } = node;
  const name = archive.slice(archive.lastIndexOf('/') + 1);
  return {
    ...{ ...node, path: joinPath(archive, node.path), archive },
    ...(node.path === '' && { name }),
    ...(node.path === '' && node.kind === 'folder' && { kind: 'archive' as const }),
    ...(levelOf && { levelOf: { ...levelOf, path: joinPath(archive, levelOf.path) } }),
  };
}

/** Joins paths of which either may be ''. */
export function joinPath(folder: string, name: string): string {
  return folder === '' ? name : name === '' ? folder : `${folder}/${name}`;
}

/** The path of the folder that a node lies in; '' for what lies in the root. */
export function parentPath(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
