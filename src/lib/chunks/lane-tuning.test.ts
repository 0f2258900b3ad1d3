import { expect, it } from 'vitest';
import { progressiveTuning, type Tuning } from '../core';
import { Lane } from './lane';

/** How wide a lane is after a good round, one that is half as good, and one that is better than that. */
function widths(tuned: Partial<Tuning>): number[] {
  const lane = new Lane({ tuning: () => ({ ...progressiveTuning, ...tuned }) });
  lane.observe({ protocol: 'h2', bytes: 1000, ms: 1 });
  return [1000, 500, 800].map((bytesPerMs) => {
    for (let n = lane.limit; n > 0; n--) lane.observe({ protocol: 'h2', bytes: bytesPerMs * 100, ms: 100 });
    return lane.limit;
  });
}

it('narrows at the loss, by the part, and by the memory of the best that are tuned', () => {
  expect(widths({})).toEqual([17, 12, 9]);
  // Half of the best is not too little.
  expect(widths({ http2Kept: 0.5 })).toEqual([17, 18, 19]);
  expect(widths({ http2Less: 0.5 })).toEqual([17, 8, 6]);
  // The good round is soon forgotten.
  expect(widths({ http2Fades: 0.5 })).toEqual([17, 12, 13]);
});

it('follows what is tuned while it runs', () => {
  const tuned = { ...progressiveTuning, http1Requests: 2, http2First: 4, http2Most: 5 };
  let tuning = tuned;
  const lane = new Lane({ tuning: () => tuning });
  expect(lane.limit).toBe(2);
  tuning = { ...tuned, http1Requests: 1 };
  expect(lane.limit).toBe(1);
  const observe = () => lane.observe({ protocol: 'h2', bytes: 1000, ms: 10 });
  observe();
  expect(lane.limit).toBe(4);
  for (let n = 0; n < 100; n++) observe();
  expect(lane.limit).toBe(5);
  tuning = { ...tuned, http2Most: 3 };
  expect(lane.limit).toBe(3);
});
