import { expect, test } from 'vitest';
import { estimateBytes, type LevelChunkBytes } from './estimate-bytes';

const box = (level: number, chunks: number) => ({ level, low: [0, 5], high: [1, 5 + chunks] });

function estimate(boxes: Parameters<typeof estimateBytes>[0], levels: Record<number, LevelChunkBytes>) {
  const entries = Object.entries(levels).map(([level, known]) => [Number(level), known] as const);
  const { low, likely, high } = estimateBytes(boxes, new Map(entries));
  return [low, likely, high].map(Math.round);
}

test('what was seen of a level says what it takes, give or take three tenths', () => {
  const level = { decodedBytes: 1000, seenChunks: 8, seenBytes: 3200 };
  expect(estimate([box(0, 10)], { 0: level })).toEqual([2800, 4000, 5200]);
});

test('of a level of which little was seen only bounds are known', () => {
  const level = { decodedBytes: 1000, seenChunks: 7, seenBytes: 2800 };
  expect(estimate([box(0, 10)], { 0: level })).toEqual([500, 4000, 10_000]);
});

test('what was seen of one level says what is likely of another', () => {
  const levels = {
    0: { decodedBytes: 2000, seenChunks: 0, seenBytes: 0 },
    1: { decodedBytes: 1000, seenChunks: 100, seenBytes: 10_000 },
  };
  expect(estimate([box(0, 10)], levels)).toEqual([1000, 2000, 20_000]);
});

test('what is likely lies between the bounds, whatever was seen', () => {
  const level = (seenBytes: number) => ({ decodedBytes: 1000, seenChunks: 1, seenBytes });
  expect(estimate([box(0, 10)], { 0: level(1010) })).toEqual([500, 10_000, 10_000]);
  expect(estimate([box(0, 10)], { 0: level(3) })).toEqual([500, 500, 10_000]);
});

test('without anything seen what is likely is in the middle', () => {
  const level = { decodedBytes: 1000, seenChunks: 0, seenBytes: 0 };
  expect(estimate([box(0, 10)], { 0: level })).toEqual([500, 2236, 10_000]);
});

test('levels add up, and nothing takes nothing', () => {
  const levels = {
    0: { decodedBytes: 1000, seenChunks: 10, seenBytes: 1000 },
    1: { decodedBytes: 1000, seenChunks: 10, seenBytes: 5000 },
  };
  expect(estimate([box(0, 10), box(1, 2)], levels)).toEqual([1400, 2000, 2600]);
  expect(estimate([], levels)).toEqual([0, 0, 0]);
});

test('a level that is not known is a mistake', () => {
  expect(() => estimate([box(3, 1)], {})).toThrow('Level 3');
});
