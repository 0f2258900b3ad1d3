import { describe, expect, it } from 'vitest';
import {
  insetsFor,
  keyboardHeight,
  layoutFor,
  nearestStop,
  nextStop,
  sheetHeights,
  steppedStop,
} from './layout';

describe('layoutFor', () => {
  it.each([
    [1440, 900, 'wide'],
    [1200, 900, 'wide'],
    [1199, 900, 'medium'],
    [834, 1112, 'narrow'],
    [599, 900, 'phone'],
    [390, 844, 'phone'],
    [844, 390, 'phone-side'],
  ])('a window of %i × %i is %s', (width, height, layout) => {
    expect(layoutFor(width, height)).toBe(layout);
  });
});

describe('the sheet', () => {
  const heights = sheetHeights(844, true);

  it('has stops that rise', () => {
    expect(heights).toEqual({ closed: 150, half: 460, full: 780 });
    expect(sheetHeights(844, false).closed).toBeLessThan(150);
  });

  it('leaves more than a third of a small screen to the picture when half open', () => {
    expect(sheetHeights(640, true)).toEqual({ closed: 150, half: 371, full: 576 });
    const { closed, half, full } = sheetHeights(240, true);
    expect(closed <= half && half <= full).toBe(true);
  });

  it('steps to the next stop, and stays at either end', () => {
    expect(steppedStop('closed', 1)).toBe('half');
    expect(steppedStop('full', 1)).toBe('full');
    expect(steppedStop('half', -1)).toBe('closed');
    expect(steppedStop('closed', -1)).toBe('closed');
  });

  it('settles at the stop nearest to where the finger left it', () => {
    expect(nearestStop(200, heights)).toBe('closed');
    expect(nearestStop(400, heights)).toBe('half');
    expect(nearestStop(700, heights)).toBe('full');
  });

  it('goes up with each press, and down from the top', () => {
    expect(nextStop('closed')).toBe('half');
    expect(nextStop('half')).toBe('full');
    expect(nextStop('full')).toBe('closed');
  });
});

describe('keyboardHeight', () => {
  const page = { pageHeight: 844, offsetTop: 0, scale: 1 };

  it('is what the keyboard covers of the page', () => {
    expect(keyboardHeight({ ...page, seenHeight: 508 })).toBe(336);
    expect(keyboardHeight({ ...page, seenHeight: 508, offsetTop: 60 })).toBe(276);
  });

  it('is nothing for a bar of the browser, and while the page is zoomed into', () => {
    expect(keyboardHeight({ ...page, seenHeight: 790 })).toBe(0);
    expect(keyboardHeight({ ...page, seenHeight: 422, scale: 2 })).toBe(0);
  });
});

describe('insetsFor', () => {
  const sizes = { top: 40, layers: 296, library: 0, dimensions: 72, status: 28, sheet: 0 };

  it('counts a panel and the gutters to both its sides', () => {
    expect(insetsFor('wide', sizes)).toEqual({ left: 320, right: 12, top: 64, bottom: 124 });
  });

  it('counts the library at the right', () => {
    expect(insetsFor('medium', { ...sizes, library: 344 })).toMatchObject({ left: 320, right: 368 });
  });

  it('leaves a gutter where there is no panel', () => {
    const bare = { top: 0, layers: 0, library: 0, dimensions: 0, status: 0, sheet: 0 };
    expect(insetsFor('wide', bare)).toEqual({ left: 12, right: 12, top: 12, bottom: 12 });
  });

  it('counts the sheet at the bottom of a phone, and at its right when it lies on its side', () => {
    expect(insetsFor('phone', { ...sizes, sheet: 150 }).bottom).toBe(162);
    expect(insetsFor('phone-side', { ...sizes, sheet: 320 }).right).toBe(344);
  });
});
