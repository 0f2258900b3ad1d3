const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** Returns the bits of the 16-bit float nearest to a value; exact where the value came from one. */
export function halfBits(value: number): number {
  float[0] = value;
  const all = bits[0] ?? 0;
  const sign = (all >>> 16) & 0x8000;
  const exponent = (all >>> 23) & 0xff;
  const mantissa = all & 0x7fffff;
  if (exponent === 0xff) return sign | 0x7c00 | (mantissa === 0 ? 0 : 0x200);
  const unbiased = exponent - 112;
  if (unbiased >= 31) return sign | 0x7c00;
  if (unbiased <= 0) return unbiased < -10 ? sign : sign | rounded(mantissa | 0x800000, 14 - unbiased);
  return sign | ((unbiased << 10) + rounded(mantissa, 13));
}

/** Drops bits: to the nearest, and of two equally near to the even one. A carry goes on into the exponent. */
function rounded(value: number, dropped: number): number {
  const kept = value >>> dropped;
  const rest = value & ((1 << dropped) - 1);
  const half = 1 << (dropped - 1);
  return rest > half || (rest === half && (kept & 1) === 1) ? kept + 1 : kept;
}
