import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeptName } from '../../core';
import { cacheName, entryUrl, parseCacheName, pathOfEntryUrl } from './cache-name';
import { datasetKey, normalizeRoot, scopeOf } from './dataset-key';
import { entryPath, parseEntryPath } from './entry-path';

/** Half of a surrogate pair and line feeds, dots and escapes that are none: all that a path could be mistaken by. */
const weird = fc
  .array(
    fc.constantFrom(
      'a',
      '/',
      '.',
      '%',
      '%2e',
      '~',
      '~002e',
      '\ud800',
      '\udc00',
      '\n',
      '?',
      '#',
      'é',
      '😀',
      '\0',
      "'",
    ),
  )
  .map((parts) => parts.join(''));
const text = fc.oneof(weird, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
const index = fc.array(fc.nat(2 ** 31 - 1), { maxLength: 5 });
const place = { level: fc.nat(999), index };
const names: fc.Arbitrary<KeptName> = fc.oneof(
  fc.record({ kind: fc.constant('document' as const), path: text }),
  fc.record({ kind: fc.constant('chunk' as const), ...place }),
  fc.record({ kind: fc.constant('shard-index' as const), ...place }),
);
/** So few that two of them are often the same. */
const few: fc.Arbitrary<KeptName> = fc.oneof(
  fc.record({
    kind: fc.constant('document' as const),
    path: fc.constantFrom('', 'c/0/1', '0/1', 'zarr.json'),
  }),
  fc.record({
    kind: fc.constantFrom('chunk' as const, 'shard-index' as const),
    level: fc.nat(1),
    index: fc.constantFrom([], [0], [1], [0, 1], [1, 0], [11], [1, 1]),
  }),
);
const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const segmentNames = fc.record({
  ...{ scope: hex(8), dataset: hex(16), generation: fc.integer({ min: 1, max: 1e8 }), level: fc.nat(999) },
  ...{ owner: fc.stringMatching(/^[0-9a-z]{1,16}$/), count: fc.nat(1e8) },
});

describe('entryPath', () => {
  it('is undone by parseEntryPath, whatever the name', () => {
    fc.assert(
      fc.property(names, (name) => {
        expect(parseEntryPath(entryPath(name))).toEqual(name);
      }),
    );
  });

  it('writes only letters, digits and ._~/-%', () => {
    fc.assert(
      fc.property(names, (name) => {
        expect(entryPath(name)).toMatch(/^[dci]\/[A-Za-z0-9._~/%-]*$/);
      }),
    );
  });

  it('tells names apart that an address would resolve to the same', () => {
    const paths = ['..', '.', '', 'a', '%2e%2e', '../a'];
    const urls = paths.map(
      (path) =>
        new URL(entryUrl('https://app.test', '0'.repeat(16), 1, entryPath({ kind: 'document', path }))).href,
    );
    expect(new Set(urls).size).toBe(paths.length);
    for (const url of urls) expect(url).toContain(`/${'0'.repeat(16)}/1/d/`);
  });

  it('is found again in the address of its entry as a browser normalises it', () => {
    fc.assert(
      fc.property(names, (name) => {
        const url = new URL(entryUrl('https://app.test', 'ab'.repeat(8), 7, entryPath(name))).href;
        expect(pathOfEntryUrl(url)).toBe(entryPath(name));
      }),
    );
  });

  it('has no second spelling that parseEntryPath takes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          text,
          weird.map((rest) => `d/${rest}`),
        ),
        (path) => {
          const name = parseEntryPath(path);
          if (name) expect(entryPath(name)).toBe(path);
        },
      ),
    );
    for (const path of ['c/00/1', 'c/0/01', 'c/0/1.', 'm/dataset', 'c/0/1e3', `c/0/${'9'.repeat(30)}`])
      expect(parseEntryPath(path)).toBeUndefined();
  });
});

describe('cacheName', () => {
  it('is undone by parseCacheName', () => {
    fc.assert(
      fc.property(segmentNames, (name) => {
        expect(parseCacheName(cacheName(name))).toEqual(name);
      }),
    );
  });

  it('is told from names of other apps, other schemas and other spellings', () => {
    const name = cacheName({
      scope: '01234567',
      dataset: 'a'.repeat(16),
      generation: 1,
      level: 0,
      owner: 'x',
      count: 0,
    });
    const others = [
      'workbox-precache',
      name.replace('-d1-', '-d2-'),
      `${name} `,
      name.replace('-g1-', '-g0-'),
      name.replace('-l0-', '-l00-'),
    ];
    for (const other of others) expect(parseCacheName(other)).toBeUndefined();
  });
});

describe('normalizeRoot', () => {
  const part = fc.stringMatching(/^[a-z0-9._~-]{1,8}$/).filter((each) => !/^\.+$/.test(each));
  const path = fc.array(part, { maxLength: 4 }).map((parts) => parts.join('/'));
  const host = fc.stringMatching(/^[a-z]{1,8}\.test$/);

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        expect(normalizeRoot(normalizeRoot(url))).toBe(normalizeRoot(url));
      }),
    );
  });

  it('RFC row 38: tells other hosts, ports and paths apart', () => {
    fc.assert(
      fc.property(
        fc.tuple(host, fc.integer({ min: 1, max: 65_000 }), path),
        fc.tuple(host, fc.integer({ min: 1, max: 65_000 }), path),
        (a, b) => {
          const [one, other] = [a, b].map(([name, port, rest]) =>
            normalizeRoot(`https://${name}:${port}/${rest}`),
          );
          expect(one === other).toBe(a.join() === b.join());
        },
      ),
    );
  });

  it('RFC row 38: with generation, level and place it names one entry alone', async () => {
    const roots = fc.constantFrom(
      'https://a.test/x',
      'https://b.test/x',
      'https://a.test:81/x',
      'https://a.test/x/y',
    );
    const entry = fc.tuple(roots, fc.integer({ min: 1, max: 3 }), few);
    const urlOf = async ([root, generation, name]: readonly [string, number, KeptName]) =>
      entryUrl('https://app.test', await datasetKey(root), generation, entryPath(name));
    await fc.assert(
      fc.asyncProperty(entry, entry, async (a, b) => {
        expect((await urlOf(a)) === (await urlOf(b))).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
      { numRuns: 500 },
    );
  });

  it('takes spellings of one root for the same', () => {
    const spellings = [
      'https://Data.Test/a',
      'HTTPS://data.test:443/a/',
      'https://me:word@data.test/a//?b=c#d',
      'https://data.test/x/../a',
    ];
    expect(new Set(spellings.map(normalizeRoot))).toEqual(new Set(['https://data.test/a/']));
  });

  it('throws for what is no absolute address', () => {
    expect(() => normalizeRoot('a/b')).toThrow(TypeError);
  });
});

describe('names and secrets', () => {
  const secret = 'SECRET123';

  it('have nothing of a query, a fragment or a password', async () => {
    const url = fc.webUrl().map((plain) => {
      const address = new URL(plain);
      address.username = secret;
      address.password = secret;
      return `${address.href}?X-Amz-Signature=${secret}&v=${secret}#${secret}`;
    });
    await fc.assert(
      fc.asyncProperty(url, async (address) => {
        const dataset = await datasetKey(address);
        const name = cacheName({
          scope: scopeOf(address),
          dataset,
          generation: 1,
          level: 0,
          owner: 'o',
          count: 0,
        });
        const all = [
          normalizeRoot(address),
          dataset,
          name,
          entryUrl('https://app.test', dataset, 1, 'd/x'),
        ].join();
        expect(all).not.toContain(secret);
        expect(dataset).toBe(await datasetKey(normalizeRoot(address)));
        expect(dataset).toMatch(/^[0-9a-f]{16}$/);
      }),
    );
  });
});
