import { expect, it } from 'vitest';
import { samples, sampleLook, sampleTitle } from './samples';

it('calls what is opened as its card does, and shows it as its card does', () => {
  for (const { location, title, colormap } of samples) {
    expect(sampleTitle(` ${location}`)).toBe(title);
    expect(sampleLook(location).colormap).toBe(colormap);
  }
  expect(sampleTitle('gen:julia')).toBeUndefined();
  expect(sampleLook('gen:julia')).toEqual({});
});
