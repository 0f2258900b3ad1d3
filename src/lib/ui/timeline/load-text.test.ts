import { expect, it } from 'vitest';
import { durationText, wayText, type LoadModel } from '../../app';
import { outcomeText, tookText } from './load-text';

const load: LoadModel = {
  ...{ number: 0, level: 1, index: [0, 2], wantedMs: 0, startedMs: 10, encodedBytes: 0, decodedBytes: 0 },
};

it('says times in the unit that fits', () => {
  expect([4.25, 42.4, 1234].map(durationText)).toEqual(['4.3 ms', '42 ms', '1.23 s']);
  expect(tookText({ ...load, endedMs: 52 })).toBe('42 ms');
  expect(tookText(load)).toBeUndefined();
});

it('says how a load stands or ended', () => {
  expect(outcomeText(load)).toBe('on the way');
  expect(outcomeText({ ...load, outcome: 'ok' })).toBeUndefined();
  expect(outcomeText({ ...load, outcome: 'failed', error: 'network' })).toBe('failed: network');
  const refused = { ...load, outcome: 'failed', error: 'http', status: 503 } as const;
  expect(outcomeText(refused)).toBe('failed: http, 503');
});

it('says where a chunk came from', () => {
  expect(wayText('disk')).toBe('This device');
  expect(wayText(undefined)).toBe('Not read');
});
