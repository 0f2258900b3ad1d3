import { isObject, pathFault, property, type ZarrNode } from '../../source';
import { parentPath } from '../tree-node';

const { compare: asCounted } = new Intl.Collator('en', { numeric: true });

/** All nodes below a group, as its consolidated metadata list them. Paths are below that group; the group itself is ''. */
export class ConsolidatedIndex {
  readonly #nodes = new Map<string, ZarrNode>();
  /** Paths of the nodes right below each. */
  readonly #children = new Map<string, Set<string>>();
  readonly #format: 2 | 3;

  constructor(format: 2 | 3) {
    this.#format = format;
  }

  get size(): number {
    return this.#nodes.size;
  }

  node(path: string): ZarrNode | undefined {
    return this.#nodes.get(path);
  }

  /** In the order in which people count: 2 before 10. */
  children(path: string): string[] {
    return [...(this.#children.get(path) ?? [])].sort(asCounted);
  }

  childCount(path: string): number {
    return this.#children.get(path)?.size ?? 0;
  }

  add(path: string, node: ZarrNode): void {
    if (path === '' || pathFault(path) !== undefined) return;
    this.#nodes.set(path, node);
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
      if (above !== '' && !this.#nodes.has(above)) this.#nodes.set(above, impliedGroup(this.#format));
    }
  }
}

/** Reads what the `zarr.json` of a group carries of the nodes below it; `undefined` where it carries nothing. */
export function consolidatedV3(document: unknown): ConsolidatedIndex | undefined {
  const metadata = property(property(document, 'consolidated_metadata'), 'metadata');
  if (!isObject(metadata)) return undefined;
  const index = new ConsolidatedIndex(3);
  for (const [path, node] of Object.entries(metadata)) {
    if (!isObject(node)) continue;
    const attributes = property(node, 'attributes');
    index.add(path, {
      format: 3,
      kind: node['node_type'] === 'array' ? 'array' : 'group',
      document: node,
      attributes: isObject(attributes) ? attributes : {},
    });
  }
  return index;
}

const v2Documents = /^(?:(.*)\/)?(\.zarray|\.zgroup|\.zattrs)$/s;

/** Reads a `.zmetadata`; `undefined` where it is none. */
export function consolidatedV2(document: unknown): ConsolidatedIndex | undefined {
  const metadata = property(document, 'metadata');
  if (!isObject(metadata)) return undefined;
  const parts = new Map<string, { array?: unknown; attributes?: unknown }>();
  for (const [key, value] of Object.entries(metadata)) {
    const [, path = '', name] = v2Documents.exec(key) ?? [];
    if (name === undefined) continue;
    const part = parts.get(path) ?? {};
    parts.set(path, part);
    if (name === '.zarray') part.array = value;
    if (name === '.zattrs') part.attributes = value;
  }
  const index = new ConsolidatedIndex(2);
  for (const [path, { array, attributes }] of parts) {
    const own = isObject(attributes) ? attributes : {};
    if (isObject(array)) index.add(path, { format: 2, kind: 'array', document: array, attributes: own });
    else index.add(path, { format: 2, kind: 'group', attributes: own });
  }
  return index;
}

function impliedGroup(format: 2 | 3): ZarrNode {
  return format === 2
    ? { format, kind: 'group', attributes: {} }
    : { format, kind: 'group', document: {}, attributes: {} };
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
