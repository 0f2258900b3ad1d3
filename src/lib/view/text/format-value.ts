const MAX_DECIMALS = 12;
/** Plain numbers are written out from here … */
const MIN_PLAIN = 1e-3;
/** … to here, and as a power of ten beyond. */
const MAX_PLAIN = 1e6;

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Returns the number of decimals that tell two neighbouring steps of `step` apart, such as the size of a pixel. */
export function decimalsFor(step: number): number {
  if (!(step > 0)) return 0;
  return Math.min(MAX_DECIMALS, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)));
}

/** Writes a number with a fixed number of decimals and commas between thousands, so that digits stay in place. */
export function formatNumber(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return String(value);
  const fixed = value.toFixed(decimals);
  const [whole = '', fraction] = fixed.split('.');
  const grouped = whole.includes('e') ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return /^-[0.,]*$/.test(text) ? text.slice(1) : text;
}

/** Writes a power of ten such as '10⁻⁴'. */
export function formatPower(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => superscripts[Number(digit)]).join('');
  return `10${exponent < 0 ? '⁻' : ''}${digits}`;
}

/**
 * Writes `digits · 10^exponent` in full where that is short, such as '1,500' or '0.002', else as '2 × 10⁻⁴'.
 * Digits that are passed apart from the power lose nothing to rounding.
 */
export function formatScaled(digits: number, exponent: number): string {
  const value = Number(`${digits}e${exponent}`);
  if (value >= MIN_PLAIN && value < MAX_PLAIN) {
    const text = String(value);
    return formatNumber(value, text.split('.')[1]?.length ?? 0);
  }
  const shift = Math.floor(Math.log10(digits));
  return `${Number(`${digits}e${-shift}`)} × ${formatPower(exponent + shift)}`;
}
