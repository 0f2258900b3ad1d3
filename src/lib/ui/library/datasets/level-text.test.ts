import { describe, expect, it } from 'vitest';
import type { KeptLevel } from '../../../app';
import { completenessText, keptFraction, keptText, percentText } from './level-text';

/** Levels, finest first, of which so many of so many chunks are kept. */
function kept(...amounts: (readonly [chunks: number, total?: number | undefined])[]): KeptLevel[] {
  return amounts.map(([chunks, totalChunks], level) => ({
    ...{ level, chunks, bytes: 0 },
    ...(totalChunks !== undefined && { totalChunks }),
  }));
}
const only = (chunks: number, total?: number) => kept([chunks, total])[0] as KeptLevel;

describe('the part of a level', () => {
  it('is not known while the number of its chunks is not', () => {
    expect(keptFraction(only(3))).toBeUndefined();
    expect(keptText(only(3))).toBe('some');
  });

  it('is never more than all, and an empty level is complete', () => {
    expect(keptFraction(only(9, 8))).toBe(1);
    expect(keptFraction(only(0, 0))).toBe(1);
  });

  it.each([
    [0, 'nothing'],
    [1, '< 1 %'],
    [640, '64 %'],
    [999, '99 %'],
    [1000, 'complete'],
  ])('of %i in 1,000 is said as %s', (chunks, text) => {
    expect(keptText(only(chunks, 1000))).toBe(text);
  });

  it('rounds to 100 % only when it is all there', () => {
    expect(percentText(0.9999)).toBe('99 %');
    expect(percentText(1)).toBe('100 %');
    expect(percentText(0)).toBe('0 %');
  });
});

describe('completenessText', () => {
  it.each([
    ['complete', kept([8, 8], [2, 2], [1, 1])],
    ['whole to level 1', kept([1, 8], [2, 2], [1, 1])],
    ['whole to level 2', kept([8, 8], [1, 2], [1, 1])],
    ['in parts', kept([8, 8], [2, 2], [0, 1])],
    ['in parts', kept([8], [2])],
    ['no pictures yet', kept([0, 8], [0])],
    ['no pictures yet', []],
  ])('says %s', (text, levels) => {
    expect(completenessText(levels)).toBe(text);
  });
});
