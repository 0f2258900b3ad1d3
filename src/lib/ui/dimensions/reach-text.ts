import type { DimensionModel } from '../../app';
import { dimensions as t } from '../../messages';
import { decimalsFor, steppedText } from '../text/numbers';
import { unitSymbol } from '../text/units';
import { fractionOf } from '../base/fields/fraction';

/** Returns a distance along an axis, with the decimals of its steps; those of the distance where they are finer. */
export function distanceText(distance: number, step: number): string {
  const decimals = Math.max(decimalsFor(Math.abs(step)), Math.min(3, decimalsFor(distance)));
  return steppedText(distance, 10 ** -decimals);
}

/** Returns how thick slices are along an axis: '2.0 µm before and 3.0 µm after'; absent when they are one voxel. */
export function reachText({ reach: [left, right], step, unit }: DimensionModel): string | undefined {
  if (left === 0 && right === 0) return undefined;
  const text = (distance: number) =>
    [distanceText(distance, step), ...(unit === undefined ? [] : [unitSymbol(unit)])].join(' ');
  return t.beforeAndAfter({ before: text(left), after: text(right) });
}

/** Returns which part of a slider's track the slice takes, 0–1 from its start. */
export function bandOf({ index, count, step, reach }: DimensionModel): { from: number; to: number } {
  const [before, after] = step < 0 ? [reach[1], reach[0]] : reach;
  const steps = (distance: number) => distance / Math.abs(step);
  return {
    from: fractionOf(index - steps(before), 0, count - 1),
    to: fractionOf(index + steps(after), 0, count - 1),
  };
}
