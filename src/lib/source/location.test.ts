import { describe, expect, it } from 'vitest';
import { fileBeside, locationUnder, parseLocation } from './location';

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

  it.each(['x.czi', 'x.ome.tif', 'x.nii.gz', 'x.png'])('%s is refused by its type', (file) => {
    expect(() => parseLocation(`https://a.test/${file}`, page)).toThrow(
      expect.objectContaining({ code: 'unsupported' }) as Error,
    );
  });
});

describe('the location of an archive or of a thing of this device', () => {
  const page = 'https://page.test/app/';
  const local = 'local:0a1b2c3d4e5f6071';

  it.each([
    ['https://a.test/x.zip', 'https://a.test/x.zip', 'x.zip', ''],
    ['https://a.test/b/x.ozx/', 'https://a.test/b/x.ozx', 'x.ozx', ''],
    ['https://a.test/x.zip|zip:', 'https://a.test/x.zip', 'x.zip', ''],
    ['https://a.test/x.zip|zip:a/b%20c/', 'https://a.test/x.zip|zip:a/b%20c', 'b c', 'a/b c'],
    ['https://a.test/x.zip|zip:a/zarr.json', 'https://a.test/x.zip|zip:a', 'a', 'a'],
    ['https://a.test/x.zip|zip:a|zarr3:b', 'https://a.test/x.zip|zip:a/b', 'b', 'a/b'],
    ['https://a.test/x?key=1|zip:a', 'https://a.test/x|zip:a', 'a', 'a'],
    [`${local}/x.zip`, `${local}/x.zip`, 'x.zip', ''],
    [`${local}/folder/x.zip|zip:0`, `${local}/folder/x.zip|zip:0`, '0', '0'],
  ])('%s is in an archive', (location, id, name, path) => {
    expect(parseLocation(location, page)).toMatchObject({ kind: 'zip', id, name, path, location });
  });

  it.each([
    [`${local}/image.zarr`, 'image.zarr', ''],
    [`${local}/image.zarr/labels/a%20b/`, 'a b', 'labels/a b'],
    [`${local}/image.zarr/0/.zarray`, '0', '0'],
    [local, 'local data', ''],
  ])('%s is a folder of this device', (location, name, path) => {
    expect(parseLocation(location, page)).toMatchObject({ kind: 'local', name, path, pick: local.slice(6) });
  });

  it.each([
    'local:',
    'local:short/a',
    'local:../../etc/passwd',
    `${local}/a/../../b`,
    `${local}/a%2Fb`,
    'https://a.test/x.zip|zip:../b',
    'https://a.test/x.zip|zip:a%5Cb',
  ])('is refused: %s', (location) => {
    expect(() => parseLocation(location, page)).toThrow(
      expect.objectContaining({ code: 'bad-location' }) as Error,
    );
  });

  it.each(['https://a.test/x.zip|zip:a.zip|zip:b', 'https://a.test/x|gzip:', `${local}/x.tif`])(
    '%s is not supported',
    (location) => {
      expect(() => parseLocation(location, page)).toThrow(
        expect.objectContaining({ code: 'unsupported' }) as Error,
      );
    },
  );

  it('reads an array in a pipeline as the path that it is', () => {
    expect(parseLocation('https://a.test/x.zarr?key=1|zarr2:a/0', page)).toMatchObject({
      kind: 'http',
      id: 'https://a.test/x.zarr/a/0',
    });
  });
});

describe('the location of an HDF5 file', () => {
  const page = 'https://page.test/app/';
  it.each([
    ['x.h5', 'https://page.test/app/x.h5', '', false],
    ['https://a.test/d/x.HDF5?key=1', 'https://a.test/d/x.HDF5', '', false],
    ['https://a.test/x|hdf5:/a/b%20c/', 'https://a.test/x|hdf5:a/b%20c', 'a/b c', false],
    ['https://a.test/x.xml|hdf5:1', 'https://a.test/x.xml|hdf5:1', '1', true],
    ['local:0a1b2c3d4e5f6071/d/x.ims', 'local:0a1b2c3d4e5f6071/d/x.ims', '', false],
  ])('%s is %s', (location, id, path, isProject) => {
    expect(parseLocation(location, page)).toMatchObject({ kind: 'hdf5', id, path, isProject });
  });

  it('has no path that leads elsewhere, and no file in an archive', () => {
    for (const path of ['../a', 'a/%2e%2e/b', 'a//b', 'a%2fb', 'a\\b'])
      expect(() => parseLocation(`https://a.test/x.h5|hdf5:${path}`, page)).toThrow();
    expect(() => parseLocation('https://a.test/x.zip|zip:a.h5|hdf5:b', page)).toThrow(/within an archive/);
  });

  it('leads to files beside it and no further', () => {
    const parsed = parseLocation('https://a.test/d/x.xml?key=1', page);
    if (parsed.kind !== 'hdf5') throw new Error(parsed.kind);
    const beside = fileBeside(parsed.file, 'y z.h5');
    expect(beside).toMatchObject({
      url: expect.objectContaining({ pathname: '/d/y%20z.h5', search: '?key=1' }) as URL,
    });
    expect(() => fileBeside(parsed.file, '../y.h5')).toThrow(/segment/);
  });
});

describe('the location of what lies below another', () => {
  const page = 'https://page.test/app/';
  it.each([
    ['https://a.test/x.zip', 'https://a.test/x.zip|zip:labels/n'],
    ['x.zip?key=1|zip:a%20b', 'https://page.test/app/x.zip?key=1|zip:a%20b/labels/n'],
    ['s3://bucket/x.zip', 's3://bucket/x.zip|zip:labels/n'],
    ['local:0a1b2c3d4e5f6071/a.zarr', 'local:0a1b2c3d4e5f6071/a.zarr/labels/n'],
    ['local:0a1b2c3d4e5f6071/a.zip|zip:b', 'local:0a1b2c3d4e5f6071/a.zip|zip:b/labels/n'],
    ['https://a.test/x.h5', 'https://a.test/x.h5|hdf5:labels/n'],
    ['x.xml?key=1|hdf5:0', 'https://page.test/app/x.xml?key=1|hdf5:0/labels/n'],
    ['local:0a1b2c3d4e5f6071/a.hdf5', 'local:0a1b2c3d4e5f6071/a.hdf5|hdf5:labels/n'],
    ['https://a.test/x.zarr', 'https://a.test/x.zarr/labels/n'],
    ['https://a.test/x.zarr/', 'https://a.test/x.zarr/labels/n'],
    ['https://a.test/x.zarr/zarr.json?key=1&b=%2F', 'https://a.test/x.zarr/labels/n?key=1&b=%2F'],
    ['data/x.zarr', 'https://page.test/app/data/x.zarr/labels/n'],
    ['gs://bucket/x.zarr', 'https://storage.googleapis.com/bucket/x.zarr/labels/n'],
    ['s3://bucket/x.zarr/', 's3://bucket/x.zarr/labels/n'],
  ])('%s is %s', (location, expected) => {
    expect(locationUnder(location, page, 'labels/n')).toBe(expected);
    const parsed = parseLocation(expected, page);
    if (parsed.kind === 'http') expect(parsed.root.pathname).toMatch(/x\.zarr\/labels\/n\/$/);
  });

  it('escapes names and never leads elsewhere', () => {
    expect(locationUnder('s3://bucket/x', page, 'labels/a b#?')).toBe('s3://bucket/x/labels/a%20b%23%3F');
    expect(locationUnder('https://a.test/x', page, 'labels/a b#?')).toBe(
      'https://a.test/x/labels/a%20b%23%3F',
    );
    expect(() => locationUnder('https://a.test/x', page, 'labels/../..')).toThrow(/segment/);
  });
});
