import { expect, it } from 'vitest';
import { samples, sampleLook, sampleTitle, sampleVolume } from './samples';

it('calls what is opened as its card does, and shows it as its card does', () => {
  for (const { location, title, colormap, volume } of samples) {
    expect(sampleTitle(` ${location}`)).toBe(title);
    expect(sampleLook(location).colormap).toBe(colormap);
    expect(sampleVolume(location)).toBe(volume);
  }
  expect(sampleTitle('gen:julia')).toBeUndefined();
  expect(sampleLook('gen:julia')).toEqual({});
  expect(sampleVolume('gen:julia')).toBeUndefined();
});
