import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rank } from './rank';

const best = (query: string, ...texts: string[]) =>
  texts
    .map((text) => ({ text, score: rank(text, query) }))
    .filter(({ score }) => score !== undefined)
    .sort((a, b) => (b.score ?? 0) - (a.score ?? 0))
    .map(({ text }) => text);

describe('rank', () => {
  it('finds by the first letters of words, by parts and by letters in order', () => {
    expect(best('wp', 'Whole picture', 'Zoom in')).toEqual(['Whole picture']);
    expect(best('shot', 'Screenshot', 'Show only this')).toEqual(['Screenshot', 'Show only this']);
  });

  it('puts what begins with the query before what holds it', () => {
    expect(best('roll', 'Axes on the screen: roll', 'Roll the axes')).toEqual([
      'Roll the axes',
      'Axes on the screen: roll',
    ]);
  });

  it('needs every word, in any order', () => {
    expect(best('in zoom', 'Zoom in', 'Zoom out')).toEqual(['Zoom in']);
  });

  it('finds every text by itself and by nothing, in any case', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(rank(text, text.toUpperCase().toLowerCase())).toBeDefined();
        expect(rank(text, '')).toBeDefined();
      }),
    );
  });
});
