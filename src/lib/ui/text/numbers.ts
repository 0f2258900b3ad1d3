import { formatLocale } from '../../messages';

const groups = new Intl.NumberFormat(formatLocale, { maximumFractionDigits: 0 });
const signs = numberSigns(formatLocale);

/** Returns what stands between thousands in a language, and before decimals. */
export function numberSigns(locale: string): { readonly group: string; readonly decimal: string } {
  const parts = new Intl.NumberFormat(locale).formatToParts(1_234_567.8);
  const sign = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return { group: sign('group'), decimal: sign('decimal') };
}

/** Returns a whole number with commas between its thousands, and a true minus sign. */
export function wholeText(value: number): string {
  return withMinus(groups.format(value));
}

/** Returns `value` with as many decimals as tell neighbours `step` apart, at most 9, so that it keeps its width. */
export function steppedText(value: number, step: number): string {
  return withMinus(value.toLocaleString(formatLocale, fixed(decimalsFor(step))));
}

/** Returns how many decimals tell two values `step` apart: 0 for whole steps, at most 9. */
export function decimalsFor(step: number): number {
  if (!(step > 0) || !Number.isFinite(step)) return 0;
  for (let decimals = 0; decimals < 9; decimals++) {
    const scaled = step * 10 ** decimals;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-9 * scaled && scaled >= 1 - 1e-9) return decimals;
  }
  return Math.min(9, Math.max(0, 2 - Math.floor(Math.log10(step))));
}

/** Returns a value as read from the data: whole numbers with commas, others with five significant digits. */
export function valueText(value: number | string | null): string {
  if (value === null) return '–';
  if (typeof value === 'string') return withMinus(value.replace(/\B(?=(\d{3})+(?!\d))/g, signs.group));
  if (!Number.isFinite(value)) return withMinus(String(value));
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return wholeText(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e7)) return decimalText(value.toExponential(3));
  return decimalText(value.toPrecision(5));
}

/** Returns what JavaScript wrote of a number as the language writes it, with a true minus sign. */
export function decimalText(text: string): string {
  return withMinus(text.replace('.', signs.decimal));
}

/** Returns the number that a person typed, with or without signs between thousands and a true minus sign; absent when it is none. */
export function parseNumber(text: string, { group, decimal } = signs): number | undefined {
  const plain = text.trim().replaceAll(group, '').replace(decimal, '.').replaceAll('−', '-');
  if (plain === '') return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}

function fixed(decimals: number): Intl.NumberFormatOptions {
  return { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
}

function withMinus(text: string): string {
  return text.replaceAll('-', '−');
}
