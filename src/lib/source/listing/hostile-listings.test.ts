import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathFault } from '../stores/store-path';
import { readBucketPage } from './bucket-xml';
import { readIndexJson } from './index-json';
import { readIndexPage } from './index-page';
import { maxListed } from './listed-entries';

const folder = new URL('https://a.test/data/x.zarr/');
const links = (...hrefs: readonly string[]) =>
  `<title>Index of /data/x.zarr/</title>${hrefs.map((href) => `<a href="${href}">x</a>`).join('\n')}`;
const names = (html: string) => readIndexPage(html, folder)?.map(({ name }) => name);

describe('an index page', () => {
  it.each([
    ['javascript:alert(1)'],
    ['&#106;avascript:alert(1)'],
    ['java\nscript:alert(1)'],
    ['data:text/html,x'],
    ['//evil.test/data/x.zarr/a'],
    ['https://evil.test/data/x.zarr/a'],
    ['https://a.test:8443/data/x.zarr/a'],
    ['https://user@a.test/data/x.zarr/a'],
    ['http://a.test/data/x.zarr/a'],
    ['../y.zarr/'],
    ['/data/x.zarrs/'],
    ['..'],
    ['%2e%2e/'],
    ['a/../../b'],
    ['a/b'],
    ['a%2fb'],
    ['a%5cb'],
    ['a%00b'],
    ['%ff'],
    ['.'],
    [''],
    ['?C=N;O=D'],
    ['a?x=1'],
    ['#top'],
  ])('lists nothing of a link to %j', (href) => {
    expect(names(links(href))).toEqual([]);
  });

  it('gives names of markup as text', () => {
    const html = links('%3Cimg%20src=x%20onerror=alert(1)%3E', '&lt;b&gt;/', "it's", 'caf%C3%A9/');
    expect(names(html)).toEqual(['<b>', '<img src=x onerror=alert(1)>', 'café', "it's"]);
  });

  it('has no links in scripts, comments and text', () => {
    const html =
      links() +
      `<script>'<a href="a">'</script><!-- <a href="b"> --><textarea><a href="c"></textarea><a href="d">`;
    expect(names(html)).toEqual(['d']);
  });

  it('is read whatever it is made of, and gives names that are one segment only', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '<a href="',
        '"',
        "<a href='",
        '>',
        '</a>',
        '<!--',
        '<script>',
        '&#',
        '&amp;',
        '../',
        '%2F',
        '/data/x.zarr/',
        '\u0000',
        '\\',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        for (const { name } of readIndexPage(links() + pieces.join(''), folder) ?? []) {
          expect(name).not.toContain('/');
          expect(pathFault(name)).toBeUndefined();
          expect(new URL(encodeURIComponent(name), folder).href.startsWith(folder.href)).toBe(true);
        }
      }),
    );
  });

  it('gives back each name that a server wrote', () => {
    const segment = fc
      .string({ minLength: 1, maxLength: 40 })
      .filter((name) => !name.includes('/') && pathFault(name) === undefined);
    fc.assert(
      fc.property(fc.uniqueArray(segment, { maxLength: 20 }), (written) => {
        const html = links(...written.map((name) => `./${encodeURIComponent(name)}`));
        expect(new Set(names(html))).toEqual(new Set(written));
      }),
    );
  });

  it('of a million links and of a million open elements takes no more than it is long', () => {
    const many = Array.from({ length: 200_000 }, (_, i) => `<a href="n${i}">`).join('');
    expect(names(links() + many)).toHaveLength(maxListed);
    expect(names(links('a') + '<b><form>'.repeat(500_000) + '</i>'.repeat(500_000))).toEqual(['a']);
  });
});

describe('the list of a bucket', () => {
  it('expands no entities of its own', () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><ListBucketResult><Contents><Key>&b;</Key></Contents></ListBucketResult>`;
    expect(readBucketPage(bomb)).toBeUndefined();
    expect(readBucketPage(bomb.replace(/<!DOCTYPE.*\]>/, ''))?.keys).toEqual([{ key: '&b;' }]);
  });

  it('is read whatever it is made of', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '<Contents>',
        '</Contents>',
        '<Key>',
        '</Key>',
        '<Size>',
        '</Size>',
        '<CommonPrefixes>',
        '<Prefix>',
        '<![CDATA[',
        ']]>',
        '&#x110000;',
        '&#xD800;',
        '%ff',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const page = readBucketPage(`<ListBucketResult>${pieces.join('')}`);
        for (const { key, sizeBytes = 0 } of page?.keys ?? []) {
          expect(typeof key).toBe('string');
          expect(sizeBytes).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});

describe('a listing as JSON', () => {
  it('is read whatever it holds', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const { name } of readIndexJson(value) ?? []) expect(pathFault(name)).toBeUndefined();
      }),
    );
    expect(
      readIndexJson([
        { name: '../x', type: 'directory' },
        { name: '__proto__', type: 'file', size: -1 },
      ]),
    ).toEqual([{ name: '__proto__', kind: 'file' }]);
  });
});
