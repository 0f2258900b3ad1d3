import type { DType, NumericArray } from '../../../core';
import type { ThickMode } from '../projection-mode';
import type { Ratio, Slab } from './accumulate';

/** What the page hands the worker about one chunk that is being made; buffers are its own from then on. */
export type ProjectionQuestion = { readonly id: number; readonly job: number } & (
  | { readonly begin: { readonly mode: ThickMode; readonly dtype: DType; readonly length: number } }
  | { readonly slab: Slab }
  | { readonly finish: { readonly dtype: DType; readonly ratio: Ratio } }
  | { readonly drop: true }
);

/** Told once a question is done with; `values` of what was finished. */
export interface ProjectionAnswer {
  readonly id: number;
  readonly values?: NumericArray;
}
