import type { DimensionModel } from '../../app';
import { steppedText, wholeText } from '../text/numbers';
import { unitSymbol } from '../text/units';

/** Returns the world position of a dimension with its unit: '31.0 µm'. */
export function dimensionValueText({ value, step, unit }: DimensionModel): string {
  const text = steppedText(value, step);
  return unit === undefined ? text : `${text} ${unitSymbol(unit)}`;
}

/** Returns where a dimension stands, for a screen reader: 'z 31.0 µm, 32 of 180'. */
export function dimensionPlaceText(dimension: DimensionModel): string {
  return `${dimension.axis} ${dimensionValueText(dimension)}, ${dimension.index + 1} of ${dimension.count}`;
}

/** Returns which step a dimension stands at: '32 / 180'. */
export function dimensionStepText({ index, count }: DimensionModel): string {
  return `${wholeText(index + 1)} / ${wholeText(count)}`;
}
