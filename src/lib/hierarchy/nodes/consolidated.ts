import { isObject, pathFault, property, type ZarrNode } from '../../source';
import { parentPath } from '../tree-node';

const { compare: asCounted } = new Intl.Collator('en', { numeric: true });

/** All nodes below a group, as its consolidated metadata list them. Paths are below that group; the group itself is ''. */
export class ConsolidatedIndex {
  /** Nodes are made of it when they are asked for: most are never looked at. */
  readonly #listed = new Map<string, unknown>();
  readonly #made = new Map<string, ZarrNode>();
  /** Paths of the nodes right below each. */
  readonly #children = new Map<string, Set<string>>();
  readonly #make: (listed: unknown) => ZarrNode;

  /** @param make what a node is, by what was added of it: `undefined` for a group that is not listed itself. */
  constructor(make: (listed: unknown) => ZarrNode) {
    this.#make = make;
  }

  /** How many nodes have been made. */
  get madeCount(): number {
    return this.#made.size;
  }

  node(path: string): ZarrNode | undefined {
    const known = this.#made.get(path);
    if (known || !(this.#listed.has(path) || (path !== '' && this.#children.has(path)))) return known;
    const node = this.#make(this.#listed.get(path));
    this.#made.set(path, node);
    return node;
  }

  /** In the order in which people count: 2 before 10. */
  children(path: string): string[] {
    return [...(this.#children.get(path) ?? [])].sort(asCounted);
  }

  childCount(path: string): number {
    return this.#children.get(path)?.size ?? 0;
  }

  add(path: string, listed: unknown): void {
    if (path === '' || pathFault(path) !== undefined) return;
    this.#listed.set(path, listed);
    this.#link(path);
  }

  /** Groups that are not listed themselves are there all the same. */
  #link(path: string): void {
    for (let below = path; below !== ''; below = parentPath(below)) {
      const above = parentPath(below);
      const siblings = this.#children.get(above) ?? new Set<string>();
      this.#children.set(above, siblings);
      if (siblings.has(below)) return;
      siblings.add(below);
    }
  }
}

/** Reads what the `zarr.json` of a group carries of the nodes below it; `undefined` where it carries nothing. */
export function consolidatedV3(document: unknown): ConsolidatedIndex | undefined {
  const metadata = property(property(document, 'consolidated_metadata'), 'metadata');
  if (!isObject(metadata)) return undefined;
  const index = new ConsolidatedIndex(nodeV3);
  for (const [path, node] of Object.entries(metadata)) if (isObject(node)) index.add(path, node);
  return index;
}

function nodeV3(listed: unknown): ZarrNode {
  const document = isObject(listed) ? listed : {};
  const attributes = property(document, 'attributes');
  return {
    format: 3,
    kind: document['node_type'] === 'array' ? 'array' : 'group',
    document,
    attributes: isObject(attributes) ? attributes : {},
  };
}

const v2Documents = /^(?:(.*)\/)?(\.zarray|\.zgroup|\.zattrs)$/s;

/** Reads a `.zmetadata`; `undefined` where it is none. */
export function consolidatedV2(document: unknown): ConsolidatedIndex | undefined {
  const metadata = property(document, 'metadata');
  if (!isObject(metadata)) return undefined;
  const parts = new Map<string, PartsV2>();
  for (const [key, value] of Object.entries(metadata)) {
    const [, path = '', name] = v2Documents.exec(key) ?? [];
    if (name === undefined) continue;
    const part = parts.get(path) ?? {};
    parts.set(path, part);
    if (name === '.zarray') part.array = value;
    if (name === '.zattrs') part.attributes = value;
  }
  const index = new ConsolidatedIndex((listed) => nodeV2((listed ?? {}) as PartsV2));
  for (const [path, part] of parts) index.add(path, part);
  return index;
}

/** What a `.zmetadata` holds of one node. */
interface PartsV2 {
  array?: unknown;
  attributes?: unknown;
}

function nodeV2({ array, attributes: written }: PartsV2): ZarrNode {
  const attributes = isObject(written) ? written : {};
  return isObject(array)
    ? { format: 2, kind: 'array', document: array, attributes }
    : { format: 2, kind: 'group', attributes };
}

/** The documents of a node, by their names, as a store without consolidated metadata would hold them. */
export function documentsOf(node: ZarrNode): ReadonlyMap<string, unknown> {
  if (node.format === 3)
    return new Map([['zarr.json', { zarr_format: 3, node_type: node.kind, ...node.document }]]);
  const own =
    node.kind === 'array'
      ? (['.zarray', node.document] as const)
      : (['.zgroup', { zarr_format: 2 }] as const);
  return new Map<string, unknown>([own, ['.zattrs', node.attributes]]);
}

/** Splits the path of a document into that of its node and its own name. */
export function splitDocument(path: string): { readonly node: string; readonly name: string } {
  const node = parentPath(path);
  return { node, name: path.slice(node === '' ? 0 : node.length + 1) };
}
