import type { Layout } from './layout';

const keyOf = (layout: Layout) => `exascope.layers-folded.${layout}`;

/** Returns whether the layers were folded when this width class was last used; absent when it was never chosen. */
export function readFolded(layout: Layout): boolean | undefined {
  try {
    const stored = localStorage.getItem(keyOf(layout));
    return stored === null ? undefined : stored === 'true';
  } catch {
    // Storage is refused in some private windows: the choice then lasts as long as the page.
    return undefined;
  }
}

export function writeFolded(layout: Layout, folded: boolean): void {
  try {
    localStorage.setItem(keyOf(layout), String(folded));
  } catch {
    // As above.
  }
}
