import { AppError, noTraffic } from '../core';
import {
  holdsStore,
  locationUnder,
  maxListed,
  pathFault,
  type ByteStore,
  type Location,
  type ZarrNode,
} from '../source';
import { kindOf } from './nodes/classify';
import { makeNode, pendingNode, type NodePlace } from './nodes/make-node';
import { NodeReader, type Expectation } from './nodes/node-reader';
import { listedSeries, namedChildren, type NamedChild } from './nodes/ome-children';
import { joinPath, parentPath, type NodeKind, type TreeNode, type UnmadeChildren } from './tree-node';

const zarrDocuments = ['zarr.json', '.zarray', '.zgroup', '.zattrs', '.zmetadata'];
/** Series that are looked for one after another where nothing lists them. */
const maxProbed = 32;
/** The kinds whose metadata name all that is below them. */
const isNamedWhole: readonly NodeKind[] = ['plate', 'well'];

/** The tree of one store, read as it is asked for. */
export class StoreTree {
  readonly reader: NodeReader;
  readonly #location: Location;
  readonly #pageUrl: string;
  /** Where nodes are that something else told of: what they must be. */
  readonly #hints = new Map<string, NodePlace & Expectation & { readonly kind: NodeKind }>();

  /** Names of label images, by the group that lists them. */
  readonly #listedLabels = new WeakMap<ZarrNode, ReadonlySet<string>>();

  constructor(store: ByteStore, location: Location, pageUrl: string) {
    this.reader = new NodeReader(store, noTraffic());
    this.#location = location;
    this.#pageUrl = pageUrl;
  }

  /** The path of the file on the way to a path that holds a tree of its own; `undefined` where there is none. */
  archiveOn(path: string): string | undefined {
    if (!mayHoldFiles(this.#location)) return undefined;
    const segments = path.split('/');
    const ends = segments.flatMap((name, at) =>
      holdsStore(name) ? [segments.slice(0, at + 1).join('/')] : [],
    );
    // A folder may have such a name too.
    return ends.find((end) => !this.#hints.has(end));
  }

  /** Where a node would be opened. */
  locationOf(path: string): string {
    const { location } = this.#location;
    return path === '' ? location : locationUnder(location, this.#pageUrl, path);
  }

  /** Whether the metadata of the root, once read, tell all that is below it. */
  get isConsolidated(): boolean {
    return this.reader.consolidatedChildren('') !== undefined;
  }

  /** The root, whatever it is: a Zarr node, or a folder of the server. Rejects where the server cannot be read at all. */
  root(signal?: AbortSignal): Promise<TreeNode> {
    return this.resolve('', signal);
  }

  /** A node by its path, with what its metadata say. Where no Zarr node is, it is a folder. */
  async resolve(path: string, signal?: AbortSignal): Promise<TreeNode> {
    const hint = this.#hints.get(path);
    const place = { ...hint, path, name: path === '' ? this.#location.name : hint?.name };
    const node = await this.reader.node(path, hint ?? { mayBeRoot: true }, signal).catch((error: unknown) => {
      // What cannot be read is a node of its own: the others of its folder are none the worse for it.
      if (path === '' || !(error instanceof AppError) || error.code !== 'bad-metadata') throw error;
      return 'unreadable' as const;
    });
    if (node === 'unreadable') return { ...this.#without(place, 'unknown'), isExpandable: false };
    return node
      ? this.#make(node, place)
      : this.#without(place, hint?.kind === 'array' ? 'unknown' : 'folder');
  }

  /** What is at a path that someone typed; `undefined` where no Zarr node is and nothing is listed. */
  async typed(path: string, signal?: AbortSignal): Promise<TreeNode | undefined> {
    if (path !== '' && pathFault(path) !== undefined) return undefined;
    const node = await this.resolve(path, signal);
    if (node.kind !== 'folder') return node;
    const listed = await this.reader.list(path, signal);
    return listed !== undefined && listed.length > 0 ? node : this.#typedFile(path, signal);
  }

  /** A file is there where its folder lists it: nothing of it is read. */
  async #typedFile(path: string, signal?: AbortSignal): Promise<TreeNode | undefined> {
    const beside = path === '' ? [] : await this.reader.list(parentPath(path), signal);
    const found = beside?.find((entry) => joinPath(parentPath(path), entry.name) === path);
    if (found?.kind !== 'file') return undefined;
    return this.#listed(path, 'file', { sizeBytes: found.sizeBytes, format: undefined });
  }

  async children(path: string, signal?: AbortSignal): Promise<UnmadeChildren> {
    const hint = this.#hints.get(path);
    const node = await this.reader.node(path, hint ?? { mayBeRoot: true }, signal);
    if (node?.kind === 'array') return { nodes: [] };
    const named = node ? await this.#named(path, node, signal) : [];
    const first = named.map((child) => this.#child(path, node, child));
    const consolidated = this.reader.consolidatedChildren(path);
    if (consolidated)
      return {
        nodes: merged(
          first,
          consolidated.map((below) => [below, () => this.#known(below, node)]),
        ),
      };
    if (node && named.length > 0 && isNamedWhole.includes(kindOf(node))) return { nodes: made(first) };
    const listed = await this.reader.list(path, signal);
    if (listed === undefined) return this.#unlisted(path, node, first);
    const rest = listed
      .filter(({ name }) => !zarrDocuments.includes(name))
      .map(({ name, kind, sizeBytes }): Unmade => {
        const below = joinPath(path, name);
        return [below, () => this.#listed(below, kind, { sizeBytes, format: node?.format })];
      });
    const nodes = merged(first, rest);
    return listed.length < maxListed ? { nodes } : { nodes, more: 'cut' };
  }

  /** What metadata name below a node; series that nothing lists are looked for one after another. */
  async #named(path: string, node: ZarrNode, signal?: AbortSignal): Promise<NamedChild[]> {
    if (kindOf(node) !== 'series') return namedChildren(node);
    const listed = listedSeries(await this.#beside(joinPath(path, 'OME'), node, signal));
    if (listed.length > 0 || this.reader.consolidatedChildren(path)) return listed;
    const found: NamedChild[] = [];
    for (let series = 0; series < maxProbed; series++) {
      const child = await this.#beside(joinPath(path, String(series)), node, signal);
      if (!child) break;
      found.push({ path: String(series), kind: 'image' });
    }
    return found;
  }

  /** Where nothing is listed, the label images of an image are looked for. */
  async #unlisted(path: string, node: ZarrNode | undefined, first: TreeNode[]): Promise<UnmadeChildren> {
    const kind = node && kindOf(node);
    if (kind === 'image') {
      const labels = joinPath(path, 'labels');
      const found = node && (await this.#beside(labels, node));
      return { nodes: made(found ? [...first, this.#make(found, { path: labels })] : first) };
    }
    const isWhole = first.length > 0 || kind === 'labels';
    return isWhole ? { nodes: made(first) } : { nodes: made(first), more: 'unlisted' };
  }

  /** A node that may be there. */
  async #beside(path: string, { format }: ZarrNode, signal?: AbortSignal): Promise<ZarrNode | undefined> {
    try {
      return await this.reader.node(path, { format }, signal);
    } catch (error) {
      if (error instanceof AppError) return undefined;
      throw error;
    }
  }

  #child(path: string, node: ZarrNode | undefined, { path: below, kind, level }: NamedChild): TreeNode {
    const at = joinPath(path, below);
    const place = {
      ...{ path: at, name: below },
      ...(kind === 'labels' && { isListed: true }),
      ...(level !== undefined && { levelOf: { path, level } }),
    };
    this.#hints.set(at, { ...place, kind, format: node?.format, isArray: kind === 'array' });
    const known = this.reader.known(at);
    return known ? this.#make(known, place) : pendingNode(place, kind, node ? { format: node.format } : {});
  }

  #known(path: string, parent: ZarrNode | undefined): TreeNode {
    const hint = this.#hints.get(path);
    const node = this.reader.known(path);
    return node ? this.#make(node, { ...hint, path }) : pendingNode({ path }, 'group', parent ?? {});
  }

  #listed(
    path: string,
    kind: 'folder' | 'file',
    { sizeBytes, format }: { sizeBytes: number | undefined; format: 2 | 3 | undefined },
  ): TreeNode {
    if (kind === 'file') {
      const isArchive = mayHoldFiles(this.#location) && holdsStore(path);
      return pendingNode(
        { path },
        isArchive ? 'archive' : 'file',
        sizeBytes === undefined ? {} : { sizeBytes },
      );
    }
    const known = this.reader.known(path);
    if (known) return this.#make(known, { ...this.#hints.get(path), path });
    if (!this.#hints.has(path))
      this.#hints.set(path, { path, kind: 'folder', format, mayBeRoot: format === undefined });
    return pendingNode({ path }, 'folder');
  }

  #make(node: ZarrNode, place: NodePlace): TreeNode {
    const count = this.reader.consolidatedCount(place.path);
    const listed = place.isListed ?? this.#isListed(place.path);
    return makeNode(
      node,
      { ...place, isListed: listed },
      { known: (path) => this.reader.known(path), count },
    );
  }

  /** Its group lists it among its label images. */
  #isListed(path: string): boolean {
    const parent = path === '' ? undefined : this.reader.known(parentPath(path));
    if (parent === undefined) return false;
    let names = this.#listedLabels.get(parent);
    if (!names) {
      const labels = namedChildren(parent).filter(({ kind }) => kind === 'labels');
      this.#listedLabels.set(parent, (names = new Set(labels.map((child) => child.path))));
    }
    return names.has(path.slice(path.lastIndexOf('/') + 1));
  }

  #without({ path, name }: NodePlace, kind: NodeKind): TreeNode {
    const { isPending: _, ...node } = pendingNode({ path, name }, kind);
    return node;
  }
}

/** The path of a node, and what makes it. */
type Unmade = readonly [path: string, make: () => TreeNode];

function made(nodes: readonly TreeNode[]): (() => TreeNode)[] {
  return nodes.map((node) => () => node);
}

/** Those that metadata name come first; folders that do nothing but lead to them, such as the rows of a plate, are left out. */
function merged(first: readonly TreeNode[], rest: readonly Unmade[]): (() => TreeNode)[] {
  const named = new Set<string>();
  for (const { path } of first) for (let at = path; at !== ''; at = parentPath(at)) named.add(at);
  return [...made(first), ...rest.filter(([path]) => !named.has(path)).map(([, make]) => make)];
}

/** Whether files in a store can be opened as stores of their own: archives within archives are not. */
function mayHoldFiles({ kind }: Location): boolean {
  return kind === 'http' || kind === 'local';
}
