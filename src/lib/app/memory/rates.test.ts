import { expect, it } from 'vitest';
import { noTraffic } from '../../core';
import { hitRates, Rates } from './rates';

const traffic = (chunkRequests: number, networkBytes: number) => ({
  ...noTraffic(),
  chunkRequests,
  networkBytes,
});

it('counts requests and bytes by the second, over the last three', () => {
  const rates = new Rates();
  expect(rates.note(1000, traffic(5, 100))).toEqual({ requestsPerSecond: 0, bytesPerSecond: 0 });
  expect(rates.note(1500, traffic(15, 1100))).toEqual({ requestsPerSecond: 20, bytesPerSecond: 2000 });
  expect(rates.note(4500, traffic(15, 1100))).toEqual({ requestsPerSecond: 0, bytesPerSecond: 0 });
});

it('begins anew where counters were reset', () => {
  const rates = new Rates();
  rates.note(0, traffic(100, 1e6));
  expect(rates.note(500, traffic(2, 10))).toEqual({ requestsPerSecond: 0, bytesPerSecond: 0 });
  expect(rates.note(1000, traffic(3, 30))).toEqual({ requestsPerSecond: 2, bytesPerSecond: 40 });
});

it('tells what memory had from what this device had', () => {
  const read = { ...noTraffic(), chunksFromNetwork: 6, chunksFromDisk: 2, chunksGenerated: 2 };
  expect(hitRates(read, 10)).toEqual({ memoryHitRate: 0.5, diskHitRate: 0.25 });
  expect(hitRates(noTraffic(), 0)).toEqual({});
  expect(hitRates({ ...noTraffic(), chunksGenerated: 3 }, 1)).toEqual({ memoryHitRate: 0.25 });
});
