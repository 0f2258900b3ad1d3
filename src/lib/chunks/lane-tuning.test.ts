import { expect, it } from 'vitest';
import { progressiveTuning } from '../core';
import { Lane } from './lane';

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
