import type { Histogram, ValuePart } from './bin-values';

/** What the page hands the worker; the values are its own from then on. */
export interface DistributionQuestion {
  readonly id: number;
  readonly parts: readonly ValuePart[];
  readonly range: readonly [number, number];
  readonly isWhole: boolean;
  /** Shares of which the values are asked for, 0–1. */
  readonly shares: readonly number[];
}

/** How the values of one channel are distributed. */
export interface Distribution {
  readonly histogram: Histogram;
  /** Of `shares`, in their order; absent when there is no finite value. */
  readonly quantiles?: readonly number[];
}

export interface DistributionAnswer extends Distribution {
  readonly id: number;
}
