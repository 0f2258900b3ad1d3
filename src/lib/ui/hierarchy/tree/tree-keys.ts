import type { TreeRow } from '../../../app';

/** What a key does in the tree: the row that it leads to, or one to unfold or fold. */
export type TreeStep = { readonly to: number } | { readonly expand: string } | { readonly collapse: string };

/** Rows that a page key goes over. */
const PAGE = 10;

/** What a key does while row `at` is the current one, as trees of desktops do; `undefined` for any other key. */
export function treeStep(rows: readonly TreeRow[], at: number, key: string): TreeStep | undefined {
  const to = (index: number): TreeStep => ({ to: Math.max(0, Math.min(rows.length - 1, index)) });
  switch (key) {
    case 'ArrowDown':
      return to(at + 1);
    case 'ArrowUp':
      return to(at - 1);
    case 'PageDown':
      return to(at + PAGE);
    case 'PageUp':
      return to(at - PAGE);
    case 'Home':
      return to(0);
    case 'End':
      return to(rows.length - 1);
    case 'ArrowRight':
      return inwards(rows, at);
    case 'ArrowLeft':
      return outwards(rows, at);
  }
  return undefined;
}

function inwards(rows: readonly TreeRow[], at: number): TreeStep | undefined {
  const row = rows[at];
  if (row?.kind !== 'node' || !row.node.isExpandable) return undefined;
  if (!row.isExpanded) return { expand: row.key };
  return (rows[at + 1]?.depth ?? 0) > row.depth ? { to: at + 1 } : undefined;
}

function outwards(rows: readonly TreeRow[], at: number): TreeStep | undefined {
  const row = rows[at];
  if (!row) return undefined;
  if (row.kind === 'node' && row.isExpanded) return { collapse: row.key };
  const above = rows.slice(0, at).findLastIndex(({ depth }) => depth < row.depth);
  return above < 0 ? undefined : { to: above };
}

/** The next row after `at` whose name begins with what was typed; with one letter, the row itself is passed over. */
export function typedAhead(rows: readonly TreeRow[], at: number, typed: string): number | undefined {
  const wanted = typed.toLowerCase();
  const skip = typed.length === 1 ? 1 : 0;
  for (let i = 0; i < rows.length; i++) {
    const index = (at + skip + i) % rows.length;
    const row = rows[index];
    if (row?.kind === 'node' && row.node.name.toLowerCase().startsWith(wanted)) return index;
  }
  return undefined;
}
