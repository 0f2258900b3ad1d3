import { expect, it } from 'vitest';
import { clearedBy, limitSteps } from './limit-steps';

const usage = { bytes: 6e9, pinnedBytes: 3e9, limitBytes: 8e9 };

it('offers limits from what is pinned to what the browser says that there is', () => {
  expect(limitSteps({ ...usage, quotaBytes: 20e9 })).toEqual([3e9, 4e9, 6e9, 8e9, 12e9, 16e9]);
});

it('offers the present limit, though it is no round one or more than there is', () => {
  expect(limitSteps({ ...usage, quotaBytes: 10e9, limitBytes: 2 ** 33 })).toEqual([
    3e9,
    4e9,
    6e9,
    8e9,
    2 ** 33,
  ]);
  expect(limitSteps({ ...usage, quotaBytes: 5e9 })).toEqual([3e9, 4e9, 6e9, 8e9]);
});

it('has an end where the browser does not say how much there is', () => {
  expect(limitSteps(usage).at(-1)).toBe(64e9);
});

it('reckons what a limit clears, pins excepted', () => {
  expect(clearedBy(8e9, usage)).toBe(0);
  expect(clearedBy(4e9, usage)).toBe(2e9);
  expect(clearedBy(1e9, usage)).toBe(3e9);
});
