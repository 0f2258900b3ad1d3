import fc from 'fast-check';
import type { Tuning } from '../../core';
import { tuningNames, tuningSpecs } from './tuning-specs';

/** Any tuning within its bounds. */
export const tunings: fc.Arbitrary<Tuning> = fc
  .record(
    Object.fromEntries(
      tuningNames.map((name): [string, fc.Arbitrary<number | boolean>] => {
        const { unit, min, max, isWhole } = tuningSpecs[name];
        if (unit === 'switch') return [name, fc.boolean()];
        if (isWhole) return [name, fc.integer({ min, max })];
        // As a person would write it.
        return [name, fc.integer({ min: min * 1000, max: max * 1000 }).map((value) => value / 1000)];
      }),
    ),
  )
  .map((values) => values as unknown as Tuning);
