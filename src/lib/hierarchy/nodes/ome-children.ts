import { isObject, pathFault, property, type ZarrNode } from '../../source';
import type { NodeKind } from '../tree-node';
import { omeBlock } from './classify';

/** A node that OME metadata name: its path below the node that does, and what it must be. */
export interface NamedChild {
  readonly path: string;
  readonly kind: NodeKind;
  /** Of the levels of an image. */
  readonly level?: number;
}

/** Past these the rest is left out. */
export const maxNamed = 10_000;

/** What the metadata of a node name below it, in their order, each once: levels, wells, fields, series, label images. */
export function namedChildren(node: ZarrNode): NamedChild[] {
  if (node.kind === 'array') return [];
  const children = [
    ...levelsOf(node),
    ...paths(property(omeBlock(node, 'plate'), 'wells'), 'well'),
    ...paths(property(omeBlock(node, 'well'), 'images'), 'image'),
    ...names(omeBlock(node, 'labels'), 'labels'),
  ];
  const byPath = new Map(children.toReversed().map((child) => [child.path, child]));
  return children.filter((child) => byPath.get(child.path) === child).slice(0, maxNamed);
}

/** The series that the `OME` group of a bioformats2raw collection lists, relative to the collection. */
export function listedSeries(node: ZarrNode | undefined): NamedChild[] {
  return node === undefined ? [] : names(omeBlock(node, 'series'), 'image').slice(0, maxNamed);
}

/** Of all the multiscales of a group. */
function levelsOf(node: ZarrNode): NamedChild[] {
  const multiscales = omeBlock(node, 'multiscales');
  if (!Array.isArray(multiscales)) return [];
  return (multiscales as readonly unknown[]).slice(0, 64).flatMap((multiscale, at) =>
    paths(property(multiscale, 'datasets'), 'array').map((child, level) => ({
      ...child,
      // Only the first multiscale of a group is what opens as its image.
      ...(at === 0 && { level }),
    })),
  );
}

function paths(list: unknown, kind: NodeKind): NamedChild[] {
  const items: readonly unknown[] = Array.isArray(list) ? list : [];
  return names(
    items.filter(isObject).map((item) => item['path']),
    kind,
  );
}

function names(list: unknown, kind: NodeKind): NamedChild[] {
  const items: readonly unknown[] = Array.isArray(list) ? list.slice(0, maxNamed) : [];
  return items.flatMap((path) =>
    typeof path === 'string' && pathFault(path) === undefined ? { path, kind } : [],
  );
}
