import type { ReadoutModel, WorldTextModel } from '../../app';
import { valueText } from '../text/numbers';
import { unitSymbol } from '../text/units';

/** Such as 'x 12.5 µm, y 3 µm'. */
export function placeText(world: readonly WorldTextModel[]): string {
  return world
    .map(({ axis, text, unit }) => `${axis} ${text}${unit ? ` ${unitSymbol(unit)}` : ''}`)
    .join(', ');
}

/** Values of all channels and layers, those on top first. */
export function valuesText(readout: readonly ReadoutModel[]): string {
  return readout
    .toReversed()
    .map(({ value }) => valueText(value))
    .join(', ');
}
