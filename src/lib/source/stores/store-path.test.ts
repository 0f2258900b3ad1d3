import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../core';
import { urlUnder } from './store-path';

const root = new URL('https://user.test/data/image.zarr/?key=SECRET');

const hostile = [
  '/etc/passwd',
  '//evil.example/x',
  '/%2F%2Fevil.example/x',
  '..',
  '../x',
  'a/../../x',
  'a/./b',
  'a//b',
  'a/',
  '',
  'a\\b',
  '..\\x',
  '%2e%2e/x',
  'a%2fb',
  'a%5Cb',
  'a\u0000b',
  'a\nb',
  'x'.repeat(2000),
];

describe('paths below a root', () => {
  it.each(hostile)('refuses %j', (path) => {
    expect(() => urlUnder(root, path)).toThrow(AppError);
  });

  it.each(['https:', 'https://evil.example', 'a?b=c', 'a#b', '@evil.example', 'ü/%/\ud800'])(
    'takes %j for a name, or refuses it, but never follows it',
    (path) => {
      const url = urlUnderOrUndefined(path);
      if (url !== undefined) expect(url.href.startsWith('https://user.test/data/image.zarr/')).toBe(true);
    },
  );

  it('keeps the query and marks the request as direct', () => {
    expect(urlUnder(root, '0/c/1/2').href).toBe(
      'https://user.test/data/image.zarr/0/c/1/2?key=SECRET#direct',
    );
  });

  it('never lets an address leave its root', () => {
    const pieces = fc.constantFrom(
      '..',
      '.',
      '/',
      '\\',
      '%2f',
      '%2e',
      ':',
      '@',
      '?',
      '#',
      'a',
      '\t',
      '//',
      'https://x',
    );
    const path = fc.oneof(
      fc.string(),
      fc.array(pieces, { maxLength: 12 }).map((list) => list.join('')),
    );
    fc.assert(
      fc.property(path, (text) => {
        const url = urlUnderOrUndefined(text);
        if (url === undefined) return;
        expect(url.origin).toBe(root.origin);
        expect(url.pathname.startsWith(root.pathname)).toBe(true);
        expect(url.pathname).not.toContain('/../');
        expect(url.search).toBe(root.search);
      }),
      { numRuns: 2000 },
    );
  });
});

function urlUnderOrUndefined(path: string): URL | undefined {
  try {
    return urlUnder(root, path);
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
