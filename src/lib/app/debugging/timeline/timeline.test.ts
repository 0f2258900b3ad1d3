import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LoadEntry } from '../loads/load-entry';
import { arrived, timeline, timelineJson } from './timeline';

const entry = (number: number, times: readonly [number, number, number], more: Partial<LoadEntry> = {}) => ({
  ...{ key: { dataset: 'https://secret.test/image', level: 1, index: [0, number] }, number },
  ...{ wantedMs: times[0], startedMs: times[1], endedMs: times[2] },
  ...{ outcome: 'ok' as const, way: 'network' as const, encodedBytes: 10, decodedBytes: 20 },
  ...more,
});
const options = { dropped: 0, layerOf: () => 'brain' };

it('counts time from the first wish to the last end', () => {
  const state = timeline([entry(0, [105, 110, 150]), entry(1, [100, 120, 130])], options);
  expect(state.spanMs).toBe(50);
  expect(state.loads).toMatchObject([
    { startedMs: 10, endedMs: 50 },
    { startedMs: 20, endedMs: 30 },
  ]);
});

it('sums up what came by each way', () => {
  const loads = [entry(0, [0, 0, 30]), entry(1, [0, 0, 10]), entry(2, [0, 0, 20])];
  const state = timeline([...loads, entry(3, [0, 5, 5], { way: 'memory', encodedBytes: 0 })], options);
  expect(state.ways).toEqual([
    { way: 'network', loads: 3, encodedBytes: 30, medianMs: 20 },
    { way: 'memory', loads: 1, encodedBytes: 0, medianMs: 0 },
  ]);
});

it('has what came by a moment, in the order in which it came, and nothing that failed or was aborted', () => {
  const times = fc.nat({ max: 50 });
  const outcome = fc.constantFrom('ok' as const, 'empty' as const, 'failed' as const, 'aborted' as const);
  fc.assert(
    fc.property(fc.array(fc.record({ endedMs: times, outcome })), times, (ends, untilMs) => {
      const loads = ends.map((end, number) => ({ ...end, number }));
      const came = arrived(loads, untilMs);
      const good = loads.filter((load) => /ok|empty/.test(load.outcome) && load.endedMs <= untilMs);
      expect(new Set(came)).toEqual(new Set(good));
      came
        .slice(1)
        .forEach((load, at) => expect(load.endedMs).toBeGreaterThanOrEqual(came[at]?.endedMs ?? 0));
    }),
  );
});

it('is saved without names and addresses', () => {
  const text = timelineJson(timeline([entry(0, [0, 1, 2])], options));
  expect(text).not.toMatch(/secret|brain/);
  expect(JSON.parse(text)).toMatchObject({ version: 1, loads: [{ layer: 0, level: 1, index: [0, 0] }] });
});
