import { axisIndex, type Dataset } from '../../core';

/** Whether a dataset has all of these axes, none of them its channels. */
export function hasAxes({ axes, channelAxis }: Dataset, names: readonly string[]): boolean {
  return names.every((name) => {
    const at = axisIndex(axes, name);
    return at !== undefined && at !== channelAxis;
  });
}

/** `y` and `x` where there are such axes, else the last two that are not channels (space before time). */
export function defaultAxes({ axes, channelAxis }: Dataset): [string, string] {
  const shown = axes.filter((_, at) => at !== channelAxis);
  const names = shown.map(({ name }) => name);
  if (names.includes('y') && names.includes('x')) return ['y', 'x'];
  const space = shown.filter(({ type }) => type === 'space');
  const [vertical, horizontal] = (space.length >= 2 ? space : shown).slice(-2);
  return [vertical?.name ?? 'y', horizontal?.name ?? 'x'];
}

/** The axis that goes into the depth behind two others: z, else space, else any that is not channels. */
export function depthAxis(datasets: readonly Dataset[], across: readonly string[]): string | undefined {
  for (const dataset of datasets) {
    if (!hasAxes(dataset, across)) continue;
    const others = dataset.axes.filter(
      ({ name }, at) => at !== dataset.channelAxis && !across.includes(name),
    );
    const found =
      others.find(({ name }) => name === 'z') ?? others.find(({ type }) => type === 'space') ?? others[0];
    if (found) return found.name;
  }
  return undefined;
}

/** Names of all axes that can be displayed, in store order of the first dataset that has them. */
export function displayableAxes(datasets: readonly Dataset[]): string[] {
  const names = datasets.flatMap(({ axes, channelAxis }) =>
    axes.filter((_, at) => at !== channelAxis).map(({ name }) => name),
  );
  return [...new Set(names)];
}

/**
 * Returns what comes next when the axes are rolled, as in napari: of all axes in a ring, those before the ones that are
 * displayed, and in the order in which these are. `undefined` where nothing else can be shown.
 */
export function rolledAxes(
  all: readonly string[],
  displayed: readonly string[],
  canShow: (names: readonly string[]) => boolean,
): string[] | undefined {
  const windowAt = (start: number) =>
    displayed.map((_, i) => all[(start + i + 2 * all.length) % all.length] ?? '');
  const isAt = (start: number, names: readonly string[]) => windowAt(start).join('\n') === names.join('\n');
  const starts = all.map((_, start) => start);
  const upright = starts.find((start) => isAt(start, displayed));
  const mirrored = starts.find((start) => isAt(start, displayed.toReversed()));
  const from = upright ?? mirrored ?? all.length - displayed.length + 1;
  const isMirrored = upright === undefined && mirrored !== undefined;
  for (let back = 1; back < all.length; back++) {
    const names = windowAt(from - back);
    if (canShow(names)) return isMirrored ? names.toReversed() : names;
  }
  return undefined;
}

/** Returns the displayed axes with those across and down swapped. */
export function transposedAxes(displayed: readonly string[]): string[] {
  return [...displayed.slice(0, -2), ...displayed.slice(-2).toReversed()];
}

/** Returns the displayed axes with another one at place `at`; when it is displayed already, the two change places. */
export function axesWith(displayed: readonly string[], at: number, axis: string): string[] {
  const before = displayed[at] ?? axis;
  return displayed.map((name, i) => (i === at ? axis : name === axis ? before : name));
}

/** Where the axes across the screen, [vertical, horizontal], are in a dataset; `undefined` when it lacks one. */
export function acrossOf(
  { axes, channelAxis }: Dataset,
  across: readonly [string, string],
): { horizontal: number; vertical: number } | undefined {
  const [vertical, horizontal] = across.map((name) => axisIndex(axes, name));
  if (horizontal === undefined || vertical === undefined) return undefined;
  return horizontal === channelAxis || vertical === channelAxis ? undefined : { horizontal, vertical };
}
