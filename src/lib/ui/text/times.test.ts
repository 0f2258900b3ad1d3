import { describe, expect, it } from 'vitest';
import { agoText, dateText } from './times';

const now = new Date(2025, 10, 20, 15, 30).getTime();

describe('agoText', () => {
  it.each([
    ['just now', new Date(2025, 10, 20, 15, 29, 30)],
    ['just now', new Date(2025, 10, 20, 15, 31)],
    ['1 min ago', new Date(2025, 10, 20, 15, 28, 30)],
    ['59 min ago', new Date(2025, 10, 20, 14, 31)],
    ['1 h ago', new Date(2025, 10, 20, 14, 10)],
    ['15 h ago', new Date(2025, 10, 20, 0, 5)],
    ['yesterday', new Date(2025, 10, 19, 23, 59)],
    ['2 days ago', new Date(2025, 10, 18, 23, 0)],
    ['6 days ago', new Date(2025, 10, 14, 1, 0)],
    ['3 Nov', new Date(2025, 10, 3, 9, 0)],
    ['28 Oct 2024', new Date(2024, 9, 28, 9, 0)],
  ])('says %s', (text, then) => {
    expect(agoText(then.getTime(), now)).toBe(text);
  });
});

describe('dateText', () => {
  it('says date and time in full', () => {
    expect(dateText(new Date(2025, 10, 3, 14, 2).getTime())).toBe('3 November 2025 at 14:02');
  });
});
