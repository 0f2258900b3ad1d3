import { unitFactor } from '../../app';
import { parseNumber } from '../text/numbers';
import { unitSymbol } from '../text/units';

/**
 * Returns the world position that a person typed, in the axis' unit: '31', '31 µm' and '0.031 mm' are the same in
 * micrometers. Absent when it is no number, or has a unit that cannot be converted.
 */
export function typedWorld(text: string, unit: string | undefined): number | undefined {
  const [, number = '', typedUnit = ''] = /^(.*?[\d.])\s*([^\d\s.,]*)$/.exec(text.trim()) ?? [];
  const value = parseNumber(number);
  if (value === undefined || typedUnit === '') return value;
  if (unit === undefined) return undefined;
  const isSame = typedUnit === unit || typedUnit === unitSymbol(unit);
  const factor = isSame ? 1 : unitFactor(typedUnit, unit);
  return factor === undefined ? undefined : value * factor;
}

/** Returns the index of the step that a person typed, counted from 1: '12' and '12 / 50' are index 11. */
export function typedIndex(text: string): number | undefined {
  const step = parseNumber(text.split('/')[0] ?? '');
  return step === undefined ? undefined : step - 1;
}
