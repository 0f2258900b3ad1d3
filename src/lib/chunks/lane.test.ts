import { expect, test } from 'vitest';
import { Lane } from './lane';

function observeRound(lane: Lane, protocol: string, bytesPerMs: number): void {
  for (let n = lane.limit; n > 0; n--) lane.observe({ protocol, bytes: bytesPerMs * 100, ms: 100 });
}

test('a host that has not answered yet is asked for no more than browsers open', () => {
  expect(new Lane().limit).toBe(6);
});

test('HTTP/1.1 has twelve loads in flight: six, and six that wait for their connections', () => {
  const lane = new Lane();
  observeRound(lane, 'http/1.1', 1000);
  for (let n = 0; n < 12; n++) {
    expect(lane.hasRoom).toBe(true);
    lane.start();
  }
  expect(lane.hasRoom).toBe(false);
  lane.finish();
  expect(lane.hasRoom).toBe(true);
});

test('HTTP/2 starts at 16 and widens to at most 32 while goodput keeps up', () => {
  const lane = new Lane();
  lane.observe({ protocol: 'h2', bytes: 1, ms: 1 });
  expect(lane.limit).toBe(16);
  for (let round = 0; round < 40; round++) observeRound(lane, 'h2', 1000);
  expect(lane.limit).toBe(32);
});

test('HTTP/3 narrows when goodput falls, but not below six', () => {
  const lane = new Lane();
  lane.observe({ protocol: 'h3', bytes: 1e5, ms: 100 });
  observeRound(lane, 'h3', 1000);
  const before = lane.limit;
  observeRound(lane, 'h3', 300);
  expect(lane.limit).toBe(Math.floor(before * 0.75));
  for (let round = 0; round < 40; round++) observeRound(lane, 'h3', 300 / 2 ** round);
  expect(lane.limit).toBe(6);
});

test('an unknown protocol teaches nothing, and a fixed limit stays', () => {
  const lane = new Lane();
  observeRound(lane, '', 1000);
  expect(lane.limit).toBe(12);
  const fixed = new Lane({ fixedLimit: 4 });
  fixed.observe({ protocol: 'h2', bytes: 1, ms: 1 });
  expect(fixed.limit).toBe(4);
});

test('finishing more than was started is a bug that shows', () => {
  expect(() => {
    new Lane().finish();
  }).toThrow('finished more loads');
});
