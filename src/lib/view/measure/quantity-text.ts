import { formatScaled } from '../text/format-value';
import { prefixSymbols } from '../text/scale-bar';
import { baseUnitOf, unitSymbol } from '../text/units';
import type { Quantity } from './measure';

const powers = ['', '', '²', '³'];
/** Digits that are shown: more than anyone can point at. */
const DIGITS = 4;

/** Writes a quantity with the prefix that suits it, such as '12.5 µm', '0.4 mm²' or '45°'. */
function quantityText(quantity: Quantity): string {
  const { name, value, unit, power } = quantity;
  if (name === 'angle') return `${String(Number(value.toFixed(1)))}°`;
  if (unit === undefined) return significant(value);
  const base = baseUnitOf(unit);
  if (!base) return `${significant(value)} ${unitSymbol(unit)}${powers[power] ?? ''}`;
  const inBase = value * base.size ** power;
  const symbols = prefixSymbols[base.base];
  const known = Object.keys(symbols)
    .map(Number)
    .sort((a, b) => a - b);
  const rounded = Number(inBase.toPrecision(DIGITS));
  const suits = (prefix: number) => rounded >= 10 ** (3 * prefix * power) * (1 - 1e-12);
  const prefix = rounded === 0 ? 0 : (known.findLast(suits) ?? known[0] ?? 0);
  const scaled = inBase / 10 ** (3 * prefix * power);
  return `${significant(scaled)} ${symbols[prefix] ?? ''}${powers[power] ?? ''}`;
}

/** Writes all quantities of one measurement in a line: '3 µm × 4 µm · 12 µm²'. */
export function quantitiesText(quantities: readonly Quantity[]): string {
  const isContent = ({ power }: Quantity) => power > 1;
  const isPart = ({ name }: Quantity) => name.startsWith('Δ');
  const edges = quantities.filter((each) => !isContent(each));
  const line = edges.map((each) =>
    isPart(each) ? `${each.name} ${quantityText(each)}` : quantityText(each),
  );
  const joined = line.join(edges.some(isPart) ? ', ' : ' × ');
  return [joined, ...quantities.filter(isContent).map(quantityText)].join(' · ');
}

function significant(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const [digits = '0', exponent = '0'] = value.toExponential(DIGITS - 1).split('e');
  return formatScaled(Number(digits), Number(exponent));
}
