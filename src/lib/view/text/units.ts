const prefixes: readonly (readonly [name: string, symbol: string, exponent: number])[] = [
  ['yocto', 'y', -24],
  ['zepto', 'z', -21],
  ['atto', 'a', -18],
  ['femto', 'f', -15],
  ['pico', 'p', -12],
  ['nano', 'n', -9],
  ['micro', 'µ', -6],
  ['milli', 'm', -3],
  ['centi', 'c', -2],
  ['deci', 'd', -1],
  ['', '', 0],
  ['hecto', 'h', 2],
  ['kilo', 'k', 3],
  ['mega', 'M', 6],
  ['giga', 'G', 9],
  ['tera', 'T', 12],
  ['peta', 'P', 15],
  ['exa', 'E', 18],
  ['zetta', 'Z', 21],
  ['yotta', 'Y', 24],
];

/** Units that are no power of ten of metre or second: symbol and size. */
const others: Readonly<Record<string, readonly [symbol: string, base: BaseUnit, size: number]>> = {
  angstrom: ['Å', 'meter', 1e-10],
  inch: ['in', 'meter', 0.0254],
  foot: ['ft', 'meter', 0.3048],
  yard: ['yd', 'meter', 0.9144],
  mile: ['mi', 'meter', 1609.344],
  parsec: ['pc', 'meter', 3.085677581491367e16],
  micron: ['µm', 'meter', 1e-6],
  minute: ['min', 'second', 60],
  hour: ['h', 'second', 3600],
  day: ['d', 'second', 86_400],
};

export type BaseUnit = 'meter' | 'second';
const bases: readonly (readonly [name: BaseUnit, symbol: string])[] = [
  ['meter', 'm'],
  ['second', 's'],
];

interface Unit {
  readonly symbol: string;
  readonly base: BaseUnit;
  /** In base units. */
  readonly size: number;
}

/** Returns 10 to a whole power as the nearest float64, which repeated multiplication is not. */
export function powerOfTen(exponent: number): number {
  return Number(`1e${exponent}`);
}

function parsePrefixed(name: string): Unit | undefined {
  for (const [base, baseSymbol] of bases)
    for (const [prefix, prefixSymbol, exponent] of prefixes) {
      const symbol = prefixSymbol + baseSymbol;
      if (name === prefix + base || name === symbol || (prefixSymbol === 'µ' && name === `u${baseSymbol}`))
        return { symbol, base, size: powerOfTen(exponent) };
    }
  return undefined;
}

/** Knows the units of OME-NGFF (UDUNITS-2 names), their British spelling, and symbols such as 'µm', 'um' and 'min'. */
function parseUnit(unit: string): Unit | undefined {
  const name = unit.replace('μ', 'µ').replace(/metre$/, 'meter');
  const other = Object.hasOwn(others, name) ? others[name] : undefined;
  return (
    otherUnit(other) ?? parsePrefixed(name) ?? otherUnit(Object.values(others).find(([own]) => own === name))
  );
}

function otherUnit(other: (typeof others)[string] | undefined): Unit | undefined {
  return other && { symbol: other[0], base: other[1], size: other[2] };
}

/** What one of `from` is in `to`; `undefined` when either is unknown or they measure different things. */
export function unitFactor(from: string, to: string): number | undefined {
  if (from === to) return 1;
  const source = parseUnit(from);
  const target = parseUnit(to);
  if (!source || !target || source.base !== target.base) return undefined;
  return source.size / target.size;
}

/** Returns the symbol of a unit, such as 'µm' for 'micrometer'; a unit that is not known stands for itself. */
export function unitSymbol(unit: string): string {
  return parseUnit(unit)?.symbol ?? unit;
}

/** Returns the base unit that a unit is counted in, and its size in it. */
export function baseUnitOf(unit: string): { readonly base: BaseUnit; readonly size: number } | undefined {
  return parseUnit(unit);
}
