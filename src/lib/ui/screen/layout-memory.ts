import type { Layout } from './layout';

/** What each width class remembers of the panels: whether the layers are folded, and whether the right panel stands beside the picture. */
type Flag = 'layers-folded' | 'docked';

const keyOf = (flag: Flag, layout: Layout) => `exascope.${flag}.${layout}`;

/** Returns what was chosen when this width class was last used; absent when it never was. */
export function readFlag(flag: Flag, layout: Layout): boolean | undefined {
  try {
    const stored = localStorage.getItem(keyOf(flag, layout));
    return stored === null ? undefined : stored === 'true';
  } catch {
    // Storage is refused in some private windows: the choice then lasts as long as the page.
    return undefined;
  }
}

export function writeFlag(flag: Flag, layout: Layout, isOn: boolean): void {
  try {
    localStorage.setItem(keyOf(flag, layout), String(isOn));
  } catch {
    // As above.
  }
}
