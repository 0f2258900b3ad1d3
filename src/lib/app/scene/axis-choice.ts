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
