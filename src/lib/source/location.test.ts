import { describe, expect, it } from 'vitest';
import { locationUnder, parseLocation } from './location';

const page = 'https://viewer.test/app/index.html';

function address(location: string): string | undefined {
  const parsed = parseLocation(location, page);
  return parsed.kind === 'http' ? parsed.root.href : undefined;
}

describe('a location', () => {
  it.each([
    ['https://a.test/x.zarr', 'https://a.test/x.zarr/'],
    ['https://a.test/x.zarr/?key=1#view', 'https://a.test/x.zarr/?key=1'],
    ['https://a.test/x.zarr/zarr.json', 'https://a.test/x.zarr/'],
    ['s3://bucket/a/b.zarr', 'https://bucket.s3.amazonaws.com/a/b.zarr/'],
    ['s3://my.bucket/b.zarr', 'https://s3.amazonaws.com/my.bucket/b.zarr/'],
    ['gs://bucket/a/b.zarr', 'https://storage.googleapis.com/bucket/a/b.zarr/'],
    ['data/macaque.zarr', 'https://viewer.test/app/data/macaque.zarr/'],
  ])('%s is %s', (location, expected) => {
    expect(address(location)).toBe(expected);
  });

  it('has an id and a name without its query', () => {
    expect(parseLocation('https://a.test/my%20x.zarr?sig=SECRET', page)).toMatchObject({
      id: 'https://a.test/my%20x.zarr',
      name: 'my x.zarr',
    });
  });

  it.each([
    '',
    'ftp://a.test/x',
    'javascript:alert(1)',
    'file:///etc',
    'https://me:pw@a.test/x',
    's3://',
    's3://../x',
    'https://',
  ])('is refused: %j', (location) => {
    expect(() => parseLocation(location, page)).toThrow(
      expect.objectContaining({ code: 'bad-location' }) as Error,
    );
  });

  it.each(['x.zip', 'x.ozx', 'x.h5', 'x.ome.tif', 'x.nii.gz', 'x.png'])(
    '%s is refused by its type',
    (file) => {
      expect(() => parseLocation(`https://a.test/${file}`, page)).toThrow(
        expect.objectContaining({ code: 'unsupported' }) as Error,
      );
    },
  );
});

describe('the location of what lies below another', () => {
  const page = 'https://page.test/app/';
  it.each([
    ['https://a.test/x.zarr', 'https://a.test/x.zarr/labels/n'],
    ['https://a.test/x.zarr/', 'https://a.test/x.zarr/labels/n'],
    ['https://a.test/x.zarr/zarr.json?key=1&b=%2F', 'https://a.test/x.zarr/labels/n?key=1&b=%2F'],
    ['data/x.zarr', 'https://page.test/app/data/x.zarr/labels/n'],
    ['gs://bucket/x.zarr', 'https://storage.googleapis.com/bucket/x.zarr/labels/n'],
    ['s3://bucket/x.zarr/', 's3://bucket/x.zarr/labels/n'],
  ])('%s is %s', (location, expected) => {
    expect(locationUnder(location, page, 'labels/n')).toBe(expected);
    const parsed = parseLocation(expected, page);
    expect(parsed.kind === 'http' && parsed.root.pathname).toMatch(/x\.zarr\/labels\/n\/$/);
  });

  it('escapes names and never leads elsewhere', () => {
    expect(locationUnder('s3://bucket/x', page, 'labels/a b#?')).toBe('s3://bucket/x/labels/a%20b%23%3F');
    expect(locationUnder('https://a.test/x', page, 'labels/a b#?')).toBe(
      'https://a.test/x/labels/a%20b%23%3F',
    );
    expect(() => locationUnder('https://a.test/x', page, 'labels/../..')).toThrow(/segment/);
  });
});
