import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AppError, appErrorCodes as codes } from '../../core';
import { errorText, hostOf, plainAddress } from './error-text';

describe('errorText', () => {
  it.each(codes)('says what failed and what to do about %s', (code) => {
    const { title, sentence, remedy } = errorText(new AppError(code, 'The message.'));
    for (const words of [title, sentence, remedy]) expect(words).toMatch(/\S/);
    expect(sentence).toMatch(/\.$/);
    expect(remedy).toMatch(/\.$/);
  });

  it('gives every code a title of its own', () => {
    expect(new Set(codes.map((code) => errorText(new AppError(code, 'x.')).title)).size).toBe(codes.length);
  });

  it('has a line in docs/errors.md for every code, with the thing to do, and for no other', () => {
    const rows = readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `([a-z-]+)` +\|.*\| (.*?) +\|$/gm);
    const remedies = Object.fromEntries([...rows].map(([, code, remedy]) => [code, remedy]));
    const expected = codes.map((code) => [code, errorText(new AppError(code, 'x.')).remedy]);
    expect(remedies).toEqual(Object.fromEntries(expected));
  });

  it('names the document and the field of bad metadata', () => {
    const error = new AppError('bad-metadata', 'must be a whole number.', {
      document: 'zarr.json',
      field: 'shape[0]',
    });
    expect(errorText(error).sentence).toBe('In zarr.json, the field “shape[0]”: must be a whole number.');
  });

  it('tells a file that is cut off, and a project without its file, from what else may be wrong', () => {
    const cut = new AppError('bad-metadata', 'a.h5 is cut off.', { document: 'a.h5', isCutOff: true });
    expect(errorText(cut)).toMatchObject({
      title: 'The end of this file is missing',
      sentence: 'a.h5 is cut off.',
    });
    const alone = new AppError('not-found', 'a.xml names a.h5.', { document: 'a.h5', isPartOfProject: true });
    expect(errorText(alone, 'local:0123456789abcdef/a.xml').remedy).toMatch(/together/);
  });

  it.each([
    ['an archive or HDF5 file within an archive', /^Unpack the outer archive/],
    ['an archive in several parts', /^Unpack it/],
    ['The codec "Blosc, HDF5 filter 32001"', /h5repack -f GZIP/],
    ['The codec "jpeg2k"', /^Convert the image without this feature/],
  ])('says what to do with %s', (feature, remedy) => {
    expect(errorText(new AppError('unsupported', 'x', { feature })).remedy).toMatch(remedy);
  });

  it('names what is not supported, the status and the host', () => {
    const feature = new AppError('unsupported', 'x', { feature: 'codec jpeg-xl' });
    const http = new AppError('http', 'x', { status: 503, url: 'https://data.example.org/a?b' });
    expect(errorText(feature).sentence).toContain('codec jpeg-xl');
    expect(errorText(http).sentence).toBe('data.example.org answered with status 503.');
  });

  it('shows no query, fragment or password, in whatever is shown', () => {
    const url = 'https://name:secret@data.example.org/a.zarr?X-Amz-Signature=secret#secret';
    const shown = errorText(new AppError('forbidden', 'refused', { url, status: 403 }), url);
    expect(JSON.stringify(shown)).not.toContain('secret');
    expect(shown.evidence[0]).toEqual(['Asked for', 'https://data.example.org/a.zarr']);
  });

  it('falls back on the location when the error knows no address', () => {
    expect(errorText(new AppError('not-found', 'x'), 'https://lab.example/a').sentence).toContain(
      'lab.example',
    );
  });
});

describe('a refusal', () => {
  const url = 'https://host.example/a.zarr';
  it('says that a link was shared without its key, and what to do about it', () => {
    const withheld = errorText(new AppError('forbidden', 'x', { url, status: 403, isWithheld: true }));
    expect(withheld.title).toBe('This was shared without its key');
    expect(withheld.remedy).toContain('Give a key');
    expect(withheld.sentence).toContain('403');
  });

  it('says of whatever else failed that its key was left out, and then what to do about the failure', () => {
    const usual = errorText(new AppError('cors', 'x', { url: 'https://data.example/a' }));
    const withheld = errorText(
      new AppError('cors', 'x', { url: 'https://data.example/a', isWithheld: true }),
    );
    expect(withheld.title).toBe('This was shared without its key');
    expect(withheld.sentence).toBe(usual.sentence);
    expect(withheld.remedy).toMatch(/^Links leave out/);
    expect(withheld.remedy).toContain(usual.remedy);
  });

  it('speaks of no link where none left a key out', () => {
    const plain = errorText(new AppError('forbidden', 'x', { url, status: 403 }));
    expect(plain.title).toBe('This server wants a sign-in');
  });
});

describe('plainAddress', () => {
  it('keeps the parameters of a generator', () => {
    expect(plainAddress('gen:ramp?levels=3')).toBe('gen:ramp?levels=3');
  });
});

describe('hostOf', () => {
  it('names the host with its port, and has words where there is none', () => {
    expect(hostOf('http://192.168.1.7:8080/a')).toBe('192.168.1.7:8080');
    expect(hostOf('nonsense')).toBe('The server');
    expect(hostOf(undefined)).toBe('The server');
  });
});
