import { expect, it } from 'vitest';
import { FailureCount } from './failure-count';

const level = { subject: new Error('level 1'), kind: 'http' } as const;
const chunk = { subject: '0/1.2@image', kind: 'timeout' } as const;

it('counts a level once that a notice tells of as well, and that stays failed', () => {
  const count = new FailureCount([]);
  expect(count.take([level, { ...level }])).toEqual(['http']);
  expect(count.take([level])).toEqual([]);
});

it('counts a chunk that failed and was left, and once though it is seen again', () => {
  const count = new FailureCount([]);
  expect(count.take([chunk])).toEqual(['timeout']);
  expect(count.take([])).toEqual([]);
  expect(count.take([{ ...chunk }, level])).toEqual(['http']);
});

it('counts nothing that had failed before the task, but what fails anew', () => {
  const count = new FailureCount([level, chunk]);
  const anew = { subject: new Error('level 1'), kind: 'http' } as const;
  expect(count.take([level, chunk, anew])).toEqual(['http']);
});
