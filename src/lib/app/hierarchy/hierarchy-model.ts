import type { AppError, OpenAs } from '../../core';
import type { NodeDetails, TreeNode } from '../../hierarchy';

export type {
  ArrayFacts,
  AttributeRow,
  ImageFacts,
  LevelFacts,
  NodeDetails,
  NodeKind,
  TreeNode,
} from '../../hierarchy';

/** What all rows of the tree have. */
interface Row {
  /** Names it for as long as its store is shown. */
  readonly key: string;
  /** 1 for the root of a store. */
  readonly depth: number;
  /** Its place among the rows below the same one, from 1, and how many these are. */
  readonly position: number;
  readonly count: number;
}

export interface NodeRow extends Row {
  readonly kind: 'node';
  /** The location that its store was opened with. */
  readonly store: string;
  readonly node: TreeNode;
  readonly isExpanded: boolean;
  /** What is below it is being read. */
  readonly isReading: boolean;
}

/** Words in place of nodes. */
export interface NoteRow extends Row {
  readonly kind: 'note';
  /**
   * `unlisted`: the server lists no folders; `cut`: there is more; `empty`: nothing is there; `failed`: it could not be read;
   * `reading`: a store is.
   */
  readonly note: 'unlisted' | 'cut' | 'empty' | 'failed' | 'reading';
  /** The row that it is about. */
  readonly about: string;
  readonly error?: AppError;
  /** Of a store that could not be read, or is being read. */
  readonly store: string;
}

export type TreeRow = NodeRow | NoteRow;

/** What is open of a node, and of all below it. */
export interface LoadedState {
  /** Ids of layers. */
  readonly layers: readonly string[];
  /** It is itself a layer, rather than what is below it. */
  readonly isWhole: boolean;
  readonly visible: 'all' | 'some' | 'none';
}

/** How nodes are opened. */
export interface OpenChoice {
  readonly as?: OpenAs;
  readonly mode?: '2d' | '3d';
  /** Outlines the tiles or bricks of the layers. */
  readonly outlines?: boolean;
  /** In place of what is open, rather than on top. */
  readonly replaces?: boolean;
  /** The finest level to use. */
  readonly level?: number;
}

/** What is shown of one node. */
export interface ShownNode {
  readonly key: string;
  readonly isReading: boolean;
  /** Of the node before while another is read. */
  readonly details?: NodeDetails;
  readonly error?: AppError;
}

/** What the interface sees and does of the trees of stores. Properties are reactive; commands do not reject. */
export interface HierarchyViewer {
  readonly rows: readonly TreeRow[];
  readonly shown: ShownNode | undefined;

  /** Shows the stores of all open layers too. */
  follow(): void;
  /** Shows the store at a location. Resolves with the key of its root, once that is read. */
  browse(location: string): Promise<string>;
  /** Shows the folder that a store lies in, in its place. Resolves with the key of the store's row; absent when there is none. */
  browseAbove(store: string): Promise<string | undefined>;
  hasAbove(store: string): boolean;
  /** Reads a store anew. */
  reload(store: string): Promise<void>;
  /** Shows a store no longer. Its layers stay. */
  forget(store: string): void;
  expand(key: string): Promise<void>;
  collapse(key: string): void;
  /** Finds out what rows are that are known by their names only. */
  resolve(keys: readonly string[]): void;
  /** Reads what the metadata of a node say; nothing is shown of none. */
  show(key: string | undefined): Promise<void>;
  /** Shows what someone typed: a path below a row, or a location. Resolves with its row; absent when there is nothing. */
  find(text: string, below: string | undefined): Promise<string | undefined>;
  /** Opens the folders down to what a layer shows. Resolves with its row; absent when it is in none of the stores. */
  reveal(layerId: string): Promise<string | undefined>;
  loadedOf(row: NodeRow): LoadedState;
  setVisible(row: NodeRow, visible: boolean): void;
  /** Opens nodes as layers, in their order. Resolves with the ids of the layers. */
  open(keys: readonly string[], choice: OpenChoice): Promise<readonly string[]>;
  /** Where a node is, without what may be a key. */
  locationOf(row: NodeRow): { readonly location: string; readonly isWithheld: boolean };
}
