import type { TreeChildren, UnmadeChildren } from '../tree-node';

/** More than any screen shows, so that the first part is all that is to be seen. */
const FIRST = 200;
/** What takes a few milliseconds to send and to receive. */
const NEXT = 1000;

/** The first part alone. */
export function firstChildren(children: UnmadeChildren): TreeChildren | undefined {
  return childrenInParts(children).next().value ?? undefined;
}

/** Makes what is below a node part by part; each but the last says how many nodes there are in all. */
export function* childrenInParts({ nodes, more }: UnmadeChildren): Generator<TreeChildren, void> {
  let from = 0;
  do {
    const to = Math.min(nodes.length, from === 0 ? FIRST : from + NEXT);
    const part = nodes.slice(from, to).map((make) => make());
    const isLast = to === nodes.length;
    yield { nodes: part, ...(isLast ? more && { more } : { count: nodes.length }) };
    from = to;
  } while (from < nodes.length);
}
