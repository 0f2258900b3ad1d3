import { expect, it } from 'vitest';
import type { Tuning } from '../../core';
import { stateOf, type PlainSegment, type StateOptions } from './eviction-state.fixture';
import { planEviction } from './plan-eviction';

const MIB = 2 ** 20;

/** The segments of which something goes, by constants. */
function goneOf(
  segments: readonly PlainSegment[],
  options: StateOptions,
  need: { readonly bytes: number; readonly isEmergency?: boolean } = { bytes: 0 },
): string[] {
  return planEviction(stateOf(segments, options), need).map(({ segment }) => segment);
}

it('lets coarser levels age as much more slowly as is tuned', () => {
  const used = (...ticks: number[]) => ticks.map((tick) => ({ bytes: 10, used: tick }));
  const segments = [
    { id: 'fine', level: 0, entries: used(79, 90, 90, 90) },
    { id: 'coarse', level: 1, entries: used(60, 90) },
  ];
  const first = (diskAging: number) => goneOf(segments, { limitBytes: 66, tuned: { diskAging } });
  // Ages at tick 100: 21 of the fine level, 40 of the coarse one.
  expect([1, 1.5, 2, 4].map(first)).toEqual([['coarse'], ['coarse'], ['fine'], ['fine']]);
});

it('takes coarse levels of as many bytes for an overview, which goes last, as is tuned', () => {
  const held = (bytes: number, isLeased = false) => [{ bytes, used: 1, isLeased }];
  const segments = [
    { id: 'fine', dataset: 'a', entries: held(1000 * MIB, true) },
    { id: 'coarse', dataset: 'a', level: 1, entries: held(33 * MIB) },
    { id: 'other', dataset: 'b', entries: [{ bytes: 10, used: 2 }] },
  ];
  const first = (tuned: Partial<Tuning>) =>
    goneOf(segments, { limitBytes: 2 ** 40, tuned }, { bytes: 1, isEmergency: true });
  expect([0, 32, 34].map((diskOverviewMiB) => first({ diskOverviewMiB }))).toEqual([
    ['coarse'],
    ['coarse'],
    ['other'],
  ]);
});
