import { expect, it } from 'vitest';
import { noTraffic } from '../../core';
import { taskSettings } from '../report/report.fixture';
import { OwnTime } from './own-time';
import { TaskRecorder } from './task-recorder';

const settings = taskSettings();

/** A world that the test moves by hand. */
function world() {
  const state = {
    nowMs: 1000,
    hasPicture: false,
    total: 10,
    traffic: noTraffic(),
    hits: 5,
    evicted: { gpu: 1, chunks: 2, disk: 3 },
  };
  const recorder = new TaskRecorder('find', {
    nowMs: () => state.nowMs,
    held: () => ({ total: state.total * 2 ** 20, gpu: 2 ** 20, chunks: 0, inFlight: 0 }),
    traffic: () => state.traffic,
    memoryHits: () => state.hits,
    evicted: () => state.evicted,
    hasPicture: () => state.hasPicture,
  });
  const frame = (nowMs: number, isSettled = false) => {
    state.nowMs = nowMs;
    recorder.frame({ nowMs, gapMs: 10, drawn: true, isSettled });
  };
  return { state, recorder, frame };
}

it('times the first picture, the settled one, and from an input to what it shows', () => {
  const { state, recorder, frame } = world();
  frame(1010, true);
  state.hasPicture = true;
  frame(1020);
  frame(1050, true);
  recorder.input(1100, 1104);
  recorder.input(1102, 1104);
  frame(1120);
  frame(1160, true);
  frame(1170, true);
  const { timings } = recorder.report({ outcome: 'done', settings, data: [] });
  expect([timings.firstPictureMs, timings.settledMs]).toEqual([20, 50]);
  expect(timings.inputDelay).toMatchObject({ count: 2, longestMs: 4 });
  expect(timings.inputToFrame).toMatchObject({ count: 1, longestMs: 20 });
  expect(timings.sharpAgain).toMatchObject({ count: 1, longestMs: 58 });
  expect(timings.frameGaps).toMatchObject({ count: 6, longestMs: 10 });
  expect(recorder.betweenFramesMs).toBe(60);
});

it('tells the most that was held, and only what was counted meanwhile', () => {
  const { state, recorder, frame } = world();
  state.total = 64;
  frame(1010);
  state.total = 20;
  state.traffic = { ...noTraffic(), chunkRequests: 3, metadataRequests: 2, networkBytes: 2 ** 19 };
  state.hits = 4;
  state.evicted = { gpu: 5, chunks: 2, disk: 0 };
  const report = recorder.report({ outcome: 'met', settings, data: [], rating: 2 });
  expect(report.memory.peakMiB).toBe(64);
  expect(report.cache).toMatchObject({ requests: 5, networkMiB: 0.5, memory: 0 });
  expect(report.cache.evicted).toEqual({ gpu: 4, chunks: 0, disk: 0 });
  expect([report.outcome, report.settings, report.rating, 'text' in report]).toEqual([
    ...['met', settings, 2, false],
  ]);
});

it('counts nothing more once it is stopped, but what failed', () => {
  const { recorder, frame } = world();
  recorder.interaction('drags');
  frame(3000);
  recorder.stop();
  recorder.interaction('drags');
  recorder.input(3000, 3001);
  frame(9000);
  recorder.error('network');
  const report = recorder.report({ outcome: 'done', settings, data: [] });
  expect(report).toMatchObject({ seconds: 2, interactions: { drags: 1 }, errors: { network: 1 } });
  expect([report.timings.inputDelay.count, report.timings.frameGaps.count]).toEqual([0, 1]);
});

it('counts what its calls take, once for calls within calls, also of those that throw', () => {
  let nowMs = 0;
  const own = new OwnTime(() => nowMs);
  own.during(() => {
    nowMs += 2;
    own.during(() => (nowMs += 3));
  });
  nowMs += 100;
  expect(() =>
    own.during(() => {
      nowMs += 1;
      throw new Error('so');
    }),
  ).toThrow('so');
  expect(own.totalMs).toBe(6);
});
