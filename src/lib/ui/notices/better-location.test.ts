import { describe, expect, it } from 'vitest';
import { AppError } from '../../core';
import { betterLocation } from './better-location';
import { errorText } from './error-text';

const missing = new AppError('not-found', 'x');

describe('betterLocation', () => {
  it.each([
    ['https://host.example/a.zarr/README.md', 'https://host.example/a.zarr'],
    ['https://host.example/a.zarr/OME/METADATA.ome.xml?key=1', 'https://host.example/a.zarr/OME?key=1'],
    ['s3://bucket/a.zarr/LICENSE', 's3://bucket/a.zarr'],
  ])('is the folder that holds a file: %s', (location, folder) => {
    expect(betterLocation(missing, location)?.location).toBe(folder);
  });

  it('is nothing for a folder that is not there, or a file whose server is down', () => {
    expect(betterLocation(missing, 'https://host.example/a.zarr')).toBeUndefined();
    expect(betterLocation(new AppError('network', 'x'), 'https://host.example/README.md')).toBeUndefined();
  });

  it.each([
    ['/home/me/x.zarr', 'npm start -- /home/me/x.zarr'],
    ['C:\\data\\x.zarr', 'npm start -- "C:\\data\\x.zarr"'],
    ['~/my images/x.zarr', 'npm start -- "~/my images/x.zarr"'],
    ['file:///home/me/x.zarr', 'npm start -- /home/me/x.zarr'],
  ])('tells how to serve a path of the disk: %s', (path, command) => {
    const better = betterLocation(new AppError('bad-location', 'x'), path);
    expect(better?.remedy.endsWith(command), better?.remedy).toBe(true);
    expect(better?.location).toBeUndefined();
  });

  it.each([
    ['https://host.example/a.h5?key=1', 'https://host.example/a.h5?key=1|hdf5:g/a%20b'],
    ['local:0123456789abcdef/a.hdf5|hdf5:x', 'local:0123456789abcdef/a.hdf5|hdf5:x/g/a%20b'],
    ['https://host.example/a.xml|hdf5:', 'https://host.example/a.xml|hdf5:g/a%20b'],
    ['a.zip', 'a.zip|zip:g/a%20b'],
  ])('is an image within a file: %s', (location, inner) => {
    const group = new AppError('unsupported', 'x', { feature: 'a group', arrays: ['g/a b', 'c'] });
    expect(betterLocation(group, location)?.location).toBe(inner);
  });

  it('is an image within a plate, a collection or a group, with the query that opens it', () => {
    const plate = new AppError('unsupported', 'This is a plate, not an image. Open a well such as "A/1".', {
      feature: 'a plate',
      path: 'A/1',
    });
    const group = new AppError('unsupported', 'x', { feature: 'a group', arrays: ['raw', 'mask'] });
    const series = new AppError('unsupported', 'x', { feature: 'the OME folder', path: '../0' });
    expect(betterLocation(plate, 'https://host.example/p.zarr/?key=1')?.location).toBe(
      'https://host.example/p.zarr/A/1?key=1',
    );
    expect(betterLocation(group, 'https://host.example/g')?.location).toBe('https://host.example/g/raw');
    expect(betterLocation(series, 'https://host.example/c/OME')?.location).toBe('https://host.example/c/0');
    expect(errorText(plate, 'https://host.example/p.zarr')).toMatchObject({
      sentence: 'This is a plate, not an image.',
      remedy: 'Open one image within it, such as A/1.',
    });
  });
});

describe('errorText', () => {
  it('says what to do with a file of another format', () => {
    const tiff = errorText(new AppError('unsupported', 'x', { feature: 'a TIFF file' }));
    expect(tiff.sentence).toBe('This is a TIFF file.');
    expect(tiff.remedy).toContain('Convert it to OME-Zarr');
    expect(errorText(new AppError('unsupported', 'x', { feature: 'a ZIP archive' })).remedy).toContain(
      'Unpack',
    );
  });

  it('tells a link of a newer version from one that was cut', () => {
    const newer = errorText(new AppError('bad-link', 'x.', { version: '2' }));
    expect(newer.title).toContain('newer version');
    expect(errorText(new AppError('bad-link', 'x.')).title).not.toBe(newer.title);
  });

  it('keeps the list of parameters that a generator knows, and asks for a correction', () => {
    const error = new AppError('bad-location', 'There is no parameter "a". Its parameters are b, c.');
    expect(errorText(error, 'gen:ramp?a=1')).toMatchObject({
      sentence: 'There is no parameter "a". Its parameters are b, c.',
      remedy: 'Correct it and open it again.',
    });
  });
});
