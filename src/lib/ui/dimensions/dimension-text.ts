import type { DimensionModel } from '../../app';
import { status as t } from '../../messages';
import { steppedText, wholeText } from '../text/numbers';
import { unitSymbol } from '../text/units';

/** Returns the world position of a dimension with its unit: '31.0 µm'. */
export function dimensionValueText({ value, step, unit }: DimensionModel): string {
  const text = steppedText(value, step);
  return unit === undefined ? text : `${text} ${unitSymbol(unit)}`;
}

/** Returns how many characters the longest value of a dimension has: room is kept for it, so that nothing moves. */
export function valueCharacters(dimension: DimensionModel): number {
  const { index, count, value, step } = dimension;
  const ends = [value - index * step, value + (count - 1 - index) * step];
  return Math.max(...ends.map((end) => dimensionValueText({ ...dimension, value: end }).length));
}

/** Returns how many characters the last step of a dimension has. */
export function stepCharacters({ count }: DimensionModel): number {
  return wholeText(count).length;
}

/** Returns where a dimension stands, for a screen reader: 'z 31.0 µm, 32 of 180'. */
export function dimensionPlaceText(dimension: DimensionModel): string {
  return t.dimensionPlace({
    axis: dimension.axis,
    position: dimensionValueText(dimension),
    step: dimension.index + 1,
    count: dimension.count,
  });
}
