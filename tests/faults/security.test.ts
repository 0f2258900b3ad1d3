import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseLocation } from '../../src/lib/source';
import { zipOf, type Packed } from '../fixtures/zip';
import { decodeView } from '../../src/lib/share';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { fileOrigin, memoryFetch } from '../foreign-data';
import { arrayDocument, imageDocument, plainTree, type Json, type Objects } from './trees';
import { failureOf, makeWorld, openReader, outcomeOf, read } from './world';

let server: FixtureServer;
let other: FixtureServer;
beforeAll(async () => {
  server = await startFixtureServer();
  other = await startFixtureServer();
  other.serve('array', plainTree());
});
afterAll(() => Promise.all([server.close(), other.close()]));
afterEach(() => server.clearRules());
beforeEach(() => {
  server.resetLog();
  other.resetLog();
});

const text = (json: string): Uint8Array => new TextEncoder().encode(json);

/** The array as level 0 of an image whose metadata has `more`. */
function imageTree(more: Json = {}): Objects {
  const array = Object.entries(plainTree()).map(([path, object]) => [`0/${path}`, object]);
  return { ...(Object.fromEntries(array) as Objects), 'zarr.json': imageDocument(['0'], more) };
}

describe('S1: a path in metadata that leads out of its dataset', () => {
  const escapes = [
    '../secret',
    '..',
    '/etc',
    '//HOST/array',
    '/%2F%2FHOST/array',
    '%2e%2e/secret',
    '..%2fsecret',
    '0/../../secret',
    'http://HOST/array',
    '\\\\HOST\\array',
    '..\\secret',
    '0\u0000',
    '0\r\nHost: HOST',
    './/0',
    '@HOST/array',
    ':@HOST/array',
    '?x=//HOST',
    '#//HOST',
  ];

  test.each(escapes)('%j asks for nothing outside', async (path) => {
    const hostile = path.replaceAll('HOST', other.url.replace('http://', ''));
    const url = server.serve('image', { ...imageTree(), 'zarr.json': imageDocument([hostile]) });
    const outcome = await outcomeOf(openReader(`${url}?token=SECRET`));
    expect(outcome).toMatch(/^(bad-metadata|not-found)$/);
    expect(other.log()).toEqual([]);
    expect(server.log().filter((entry) => !entry.path.startsWith('/objects/image/'))).toEqual([]);
  });

  test('made of any pieces is asked for below the root, with the key, or not at all', async () => {
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
      'http://',
    );
    const path = fc.array(pieces, { minLength: 1, maxLength: 8 }).map((list) => list.join(''));
    await fc.assert(
      fc.asyncProperty(path, async (hostile) => {
        const asked: URL[] = [];
        const answer = memoryFetch({ 'root/zarr.json': imageDocument([hostile]) });
        const world = makeWorld((input, init) => {
          asked.push(new URL(String(input)));
          return answer(input, init);
        });
        expect(await outcomeOf(openReader(`${fileOrigin}root?token=SECRET`, world))).not.toBe('read');
        for (const url of asked) {
          expect(url.href.startsWith(`${fileOrigin}root/`)).toBe(true);
          expect(url.search).toBe('?token=SECRET');
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('S2 and S3: a key in the address of a dataset', () => {
  const redirect = (path: string, search: string) => `${other.url}${path}${search}`;

  test('goes with each of its requests, and stays out of names, texts and chunk keys', async () => {
    const url = server.serve('image', imageTree());
    const world = makeWorld();
    const reader = await openReader(`${url}?sig=SECRET`, world);
    await read(reader, [0, 0], world);
    expect(server.log().every(({ search }) => search === '?sig=SECRET')).toBe(true);
    const { id, name, origin } = reader.dataset;
    expect(JSON.stringify([id, name, origin])).not.toContain('SECRET');
  });

  test.each([/zarr\.json$/, /\/c\/0\/0$/])(
    'does not follow a redirect of %s to another host',
    async (pattern) => {
      other.serve('image', imageTree());
      const url = server.serve('image', imageTree());
      server.onPath(pattern, { redirect });
      const world = makeWorld();
      const error = await failureOf(
        openReader(`${url}?sig=SECRET`, world).then((reader) => read(reader, [0, 0], world)),
      );
      expect(error.message).not.toContain('SECRET');
      expect(other.log()).toEqual([]);
    },
  );

  test('is refused as a user name or password, without a request', async () => {
    const url = server.serve('image', imageTree()).replace('http://', 'http://user:SECRET@');
    const error = await failureOf(openReader(url));
    expect([error.code, error.message.includes('SECRET')]).toEqual(['bad-location', false]);
    expect(server.log()).toEqual([]);
  });
});

test('S27: no request sends or takes cookies, or says where it comes from', async () => {
  const url = server.serve('image', imageTree());
  server.onPath(/./, { headers: { 'Set-Cookie': 'session=SECRET' } });
  const inits: RequestInit[] = [];
  const world = makeWorld((input, init) => {
    inits.push(init ?? {});
    return fetch(input, init);
  });
  const reader = await openReader(url, world);
  await read(reader, [0, 0], world);
  expect(inits.length).toBeGreaterThan(2);
  expect(
    inits.every(
      ({ credentials, referrerPolicy }) => `${credentials} ${referrerPolicy}` === 'omit no-referrer',
    ),
  ).toBe(true);
  expect(server.log().every(({ headers }) => !headers['cookie'] && !headers['referer'])).toBe(true);
});

/** The sources of the program under a folder, by path. */
function sources(folder: string, ending: RegExp): readonly (readonly [string, string])[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => ending.test(path))
    .map((path) => [path, readFileSync(`${folder}/${path}`, 'utf8')] as const);
}

test('S9 and S11: no link and no picture of the page takes its address from a dataset', () => {
  const components = sources('src', /\.svelte$/);
  expect(components.length).toBeGreaterThan(20);
  const bound = components.flatMap(([path, code]) =>
    [...code.matchAll(/\b(href|src|srcset|action|poster|data)=\{[^}]*\}/g)].map(
      ([attribute]) => `${path} ${attribute}`,
    ),
  );
  // Files of the site, what the page itself drew, and rows that a list is given.
  const own =
    /(SampleCard|LibraryEmpty)\.svelte src=\{sample\.thumbnail\}$|src=\{dataset\.thumbnailUrl\}$|(AttributeTree\.svelte data=\{shown|HierarchyTree\.svelte data=\{rows|LoadRows\.svelte data=\{state\.loads)\}$/;
  expect(bound.filter((found) => !own.test(found))).toEqual([]);
});

test('S10: a colour is six hexadecimal digits, or none', async () => {
  const piece = fc.constantFrom(
    '#',
    'ff',
    '00',
    'red',
    ';',
    'url(//x)',
    '<',
    ' ',
    'rgb(',
    ')',
    '\u202e',
    'FFFFFF',
    '-1',
  );
  const color = fc.oneof(
    fc.string(),
    fc.array(piece, { maxLength: 5 }).map((list) => list.join('')),
    fc.constantFrom<unknown>(0xffffff, null, {}, [], true, NaN),
  );
  await fc.assert(
    fc.asyncProperty(color, async (value) => {
      const omero = {
        channels: [{ label: 'a', color: value, window: { start: 0, end: 1, min: 0, max: 1 } }],
      };
      const { dataset } = await openReader(fileOrigin, makeWorld(memoryFetch(imageTree({ omero }))));
      expect(dataset.channels[0]?.color ?? '#000000').toMatch(/^#[0-9a-f]{6}$/);
    }),
    { numRuns: 200 },
  );
});

test.each(['shader', 'glsl', 'fragmentShader'])(
  'S12: a link that brings a %s is refused, and none of its text is shown',
  async (name) => {
    const payload = Buffer.from(JSON.stringify({ [name]: 'void main() { discard; }' })).toString('base64url');
    const decode = () => decodeView(`#1:${payload}.${checkOf(payload)}`);
    await expect(decode()).rejects.toThrow(name);
    await expect(decode()).rejects.not.toThrow(/discard/);
  },
);

/** FNV-1a, which ends a link: anyone can write it. */
function checkOf(payload: string): string {
  let hash = 0x811c9dc5;
  for (const character of payload) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}

describe('S14 and S15: names that every object inherits', () => {
  test('in metadata reach no prototype', async () => {
    const names = fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'a');
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constant(1),
        fc.array(tie('value'), { maxLength: 2 }),
        tie('object'),
      ),
      object: fc.array(fc.tuple(names, tie('value')), { maxLength: 3 }).map((entries) => {
        const members = entries.map(([name, member]) => `${JSON.stringify(name)}:${String(member)}`);
        return `{${members.join()}}`;
      }),
    }));
    const before = Object.getOwnPropertyNames(Object.prototype).sort();
    await fc.assert(
      fc.asyncProperty(value, async (member) => {
        const document = JSON.stringify(imageDocument(['0'])).replace(
          /}$/,
          `,"__proto__":${String(member)}}`,
        );
        await outcomeOf(
          openReader(fileOrigin, makeWorld(memoryFetch({ ...imageTree(), 'zarr.json': text(document) }))),
        );
        expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(before);
        expect(Object.getPrototypeOf({})).toBe(Object.prototype);
      }),
      { numRuns: 200 },
    );
  });

  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'])(
    '%s is no type, codec or key encoding',
    async (name) => {
      const documents: Json[] = [
        arrayDocument({ data_type: name }),
        arrayDocument({ codecs: [{ name: 'bytes', configuration: { endian: name } }] }),
        arrayDocument({ codecs: [{ name: 'bytes', configuration: { endian: 'little' } }, { name }] }),
        arrayDocument({ chunk_key_encoding: { name } }),
      ];
      for (const document of documents) {
        const error = await failureOf(
          openReader(fileOrigin, makeWorld(memoryFetch({ 'zarr.json': document }))),
        );
        expect(error.code).toMatch(/^(unsupported|bad-metadata)$/);
      }
    },
  );
});

describe('S16: a JSON bomb', () => {
  test.each<[string, () => Uint8Array]>([
    ['nested 10^5 deep', () => text('['.repeat(1e5))],
    ['nested 10^5 deep as objects', () => text('{"a":'.repeat(1e5))],
    ['of three million values', () => text(`[${'0,'.repeat(3e6)}0]`)],
    ['of 17 MiB', () => new Uint8Array(17 * 2 ** 20).fill(0x20)],
    ['of 10^5 keys', () => text(`{${Array.from({ length: 1e5 }, (_, i) => `"${i}":0`).join()}}`)],
    ['of one long string', () => text(`{"a":"${'x'.repeat(2 ** 23)}"}`)],
  ])('%s is refused without reading it for long', async (_, make) => {
    const objects = { 'zarr.json': make() };
    const start = performance.now();
    const error = await failureOf(openReader(fileOrigin, makeWorld(memoryFetch(objects))));
    expect(error.code).toMatch(/^(bad-metadata|unsupported|not-a-dataset)$/);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

describe('S29: a zipped Zarr', () => {
  const members = Object.entries(plainTree()).map(([name, object]) => ({
    name,
    bytes: object instanceof Uint8Array ? object : text(JSON.stringify(object)),
  }));
  const served = (files: readonly Packed[]) =>
    `${server.serve('archive', { 'array.zip': zipOf(files) })}/array.zip`;

  test('opens by ranges of the one file', async () => {
    const url = served(members);
    expect(await outcomeOf(openReader(url))).toBe('read');
    expect(new Set(server.log().map(({ path }) => path))).toEqual(new Set([new URL(url).pathname]));
  });

  test.each([
    // A folder of an odd name is a folder.
    ['./', 'read'],
    ['../', 'read'],
    ['/', 'not-found'],
    ['a/../../', 'not-found'],
    ['..\\', 'not-found'],
    ['C:\\', 'not-found'],
    ['\0', 'not-found'],
  ])('whose members are called %j and on is %s, and nothing else is asked for', async (prefix, outcome) => {
    const url = served(members.map(({ name, bytes }) => ({ name: `${prefix}${name}`, bytes })));
    expect(await outcomeOf(openReader(url))).toBe(outcome);
    expect(new Set(server.log().map(({ path }) => path))).toEqual(new Set([new URL(url).pathname]));
  });
});

describe('S30: texts made to keep a parser busy', () => {
  const long = 200_000;
  const hostile = [
    'a'.repeat(long),
    '/'.repeat(long),
    ' '.repeat(long) + 'x',
    '%'.repeat(long),
    's3://' + 'a.'.repeat(long) + '!',
    'gen:ramp?' + '&a='.repeat(long),
    'http://' + '@'.repeat(long),
    '"\\'.repeat(long),
    '-NaN'.repeat(long),
    '"fill_value": -1'.repeat(long / 10),
    '1:' + '.'.repeat(long),
    '#'.repeat(long),
  ];

  test.each(hostile.map((value) => [value.slice(0, 12), value]))(
    '(%j…) cost little time',
    async (_, value) => {
      const start = performance.now();
      const attempts = [() => parseLocation(value, 'https://page.test/'), () => decodeView(value)];
      for (const attempt of attempts) await codeOf(attempt);
      await outcomeOf(openReader(fileOrigin, makeWorld(memoryFetch({ 'zarr.json': text(value) }))));
      const named = imageTree({ omero: { channels: [{ label: value, color: value }] }, name: value });
      await outcomeOf(openReader(fileOrigin, makeWorld(memoryFetch(named))));
      expect(performance.now() - start).toBeLessThan(10_000);
    },
  );

  /** The code of what `attempt` throws, if it is a failure of the world; anything else is thrown on. */
  async function codeOf(attempt: () => unknown): Promise<string | undefined> {
    try {
      await attempt();
      return undefined;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.name === 'AppError') return String(error.code);
      throw error;
    }
  }
});
