type Colormap = { readonly name: string; readonly group: string };

/** Colormaps of one group, in the order of the menu. */
export interface ColormapChoices<T extends Colormap> {
  readonly group: string;
  readonly colormaps: readonly T[];
}

/** Returns the colormaps whose name or group has what was typed, by group; groups without any are left out. */
export function colormapChoices<T extends Colormap>(all: readonly T[], search: string): ColormapChoices<T>[] {
  const typed = search.trim().toLowerCase();
  const has = (text: string) => text.toLowerCase().replaceAll('_', ' ').includes(typed.replaceAll('_', ' '));
  const groups = new Map<string, T[]>();
  for (const colormap of all) {
    if (!has(colormap.name) && !has(colormap.group)) continue;
    groups.set(colormap.group, [...(groups.get(colormap.group) ?? []), colormap]);
  }
  return [...groups].map(([group, colormaps]) => ({ group, colormaps }));
}
