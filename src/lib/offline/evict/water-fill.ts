/** What one of several wants of a limited whole. */
export interface Claim {
  readonly bytes: number;
  /** Above 0. */
  readonly weight: number;
}

/**
 * Returns fair shares, weighted max-min, in the order of the claims: as when water of `limitBytes` fills basins as wide as
 * their weights, joined at the bottom and as large as their claims. A claim below the level is met in full; those that reach
 * it stand equally high, `share / weight`. The shares add up to the limit, or to all claims when these are less.
 */
export function waterFill(limitBytes: number, claims: readonly Claim[]): number[] {
  const shares = claims.map(() => 0);
  const fullestFirst = claims
    .map(({ bytes, weight }, place) => ({ bytes, weight, place }))
    .sort((a, b) => b.bytes / b.weight - a.bytes / a.weight);
  let sum = 0;
  // Added up from the end that comes last, so that rounding leaves the last of them all that is left.
  const basins = fullestFirst.map((claim) => ({ ...claim, weightLeft: (sum += claim.weight) }));
  let leftBytes = Math.max(0, limitBytes);
  for (const { bytes, weight, place, weightLeft } of basins.reverse()) {
    const share = Math.min(bytes, leftBytes * (weight / weightLeft));
    shares[place] = share;
    leftBytes -= share;
  }
  return shares;
}
