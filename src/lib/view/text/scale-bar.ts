import { formatScaled } from './format-value';
import { baseUnitOf, powerOfTen, unitSymbol, type BaseUnit } from './units';

/** Lengths that a scale bar may have, times a power of 1000; napari's. */
const preferred = [1, 2, 5, 10, 15, 20, 25, 50, 75, 100, 125, 150, 200, 500, 750];
/** Where those leave a gap that is wider than the bar may vary: between 2 and 5, say. */
const fallback = [1.5, 3, 4, 7.5, 30, 40, 300, 400];
const MIN_LENGTH_PX = 80;
const MAX_LENGTH_PX = 150;
/** Rounding error of a length that is exactly as long as the bar may be. */
const SLACK = 1 + 1e-12;

/** Symbols of powers of 1000 of the base units that people use; what lies beyond is a power of ten of the last. */
export const prefixSymbols: Readonly<Record<BaseUnit, Readonly<Record<number, string>>>> = {
  meter: { [-5]: 'fm', [-4]: 'pm', [-3]: 'nm', [-2]: 'µm', [-1]: 'mm', 0: 'm', 1: 'km' },
  second: { [-5]: 'fs', [-4]: 'ps', [-3]: 'ns', [-2]: 'µs', [-1]: 'ms', 0: 's' },
};

export interface ScaleBar {
  /** CSS pixels, 80–150. */
  readonly lengthPx: number;
  /** Such as '100 µm', '200' without a unit, or '2 × 10⁻⁴'. */
  readonly label: string;
}

/** Returns the longest round length, as digits and a power of 1000, that a bar can show. */
function roundLength(pxPerUnit: number): { digits: number; power: number; lengthPx: number } | undefined {
  const top = Math.floor(Math.log10(MAX_LENGTH_PX / pxPerUnit) / 3);
  const lengths = (digits: readonly number[]) =>
    [top - 1, top, top + 1]
      .flatMap((power) =>
        digits.map((each) => ({ digits: each, power, lengthPx: each * powerOfTen(3 * power) * pxPerUnit })),
      )
      .filter(({ lengthPx }) => lengthPx >= MIN_LENGTH_PX && lengthPx <= MAX_LENGTH_PX * SLACK);
  return lengths(preferred).at(-1) ?? lengths(fallback).at(-1);
}

/** Writes a length of base units, or of plain numbers, with the prefix that suits it. */
function labelOf(digits: number, power: number, base: BaseUnit | undefined): string {
  if (!base) return formatScaled(digits, 3 * power);
  const known = Object.keys(prefixSymbols[base]).map(Number);
  const nearest = Math.min(Math.max(...known), Math.max(Math.min(...known), power));
  return `${formatScaled(digits, 3 * (power - nearest))} ${prefixSymbols[base][nearest] ?? ''}`;
}

/**
 * Returns the scale bar for a zoom in CSS pixels per world unit; `undefined` when there is no such length (zoom 0).
 * A unit of OME-NGFF is converted to the SI prefix that suits the length; one that is not known is written as it is.
 */
export function scaleBar(zoom: number, unit?: string): ScaleBar | undefined {
  const base = unit === undefined ? undefined : baseUnitOf(unit);
  const round = roundLength(zoom / (base?.size ?? 1));
  if (!round) return undefined;
  const label = labelOf(round.digits, round.power, base?.base);
  const suffix = base || unit === undefined ? '' : ` ${unitSymbol(unit)}`;
  return { lengthPx: Math.min(MAX_LENGTH_PX, round.lengthPx), label: label + suffix };
}
