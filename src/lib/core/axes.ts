export type AxisType = 'space' | 'time' | 'channel';

/** One axis of a dataset, in store order. `unit` is the UDUNITS-2 name that OME-NGFF uses, absent when unknown. */
export interface Axis {
  readonly name: string;
  readonly type: AxisType;
  readonly unit?: string;
}

/** Returns the index of the axis that `name` names, or `undefined` when the dataset has none. */
export function axisIndex(axes: readonly Axis[], name: string): number | undefined {
  const index = axes.findIndex((axis) => axis.name === name);
  return index < 0 ? undefined : index;
}
