import { expect, it } from 'vitest';
import { progressiveTuning } from '../../core';
import { FakeSource } from './image.fixture';
import { Sources } from './sources';

it('generates as many chunks at once as are tuned for each worker, from now on', () => {
  let tuning = progressiveTuning;
  const sources = new Sources(3, () => tuning);
  const source = new FakeSource({ id: 'made', shape: [64, 64], overrides: { generated: true } });
  sources.use(source);
  const lane = sources.laneOf({ dataset: 'made', level: 0, index: [0, 0] });
  expect(lane.limit).toBe(6);
  tuning = { ...tuning, generatedPerWorker: 5 };
  expect(lane.limit).toBe(15);
});
