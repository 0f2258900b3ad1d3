import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { errorText } from '../../src/lib/ui/notices/error-text';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { crossOriginFetch } from './cross-origin-fetch';
import { chunkOf, plainTree, shardTree } from './trees';
import { bytesOf, failureOf, makeWorld, openReader, read } from './world';

let server: FixtureServer;
let other: FixtureServer;
let url: string;
let shard: string;
beforeAll(async () => {
  server = await startFixtureServer();
  other = await startFixtureServer();
  url = server.serve('array', plainTree());
  shard = server.serve('shard', shardTree());
  other.serve('array', plainTree());
});
afterAll(() => Promise.all([server.close(), other.close()]));
afterEach(() => server.clearRules());
beforeEach(() => {
  server.resetLog();
  other.resetLog();
});

const chunkPath = /\/c\/0\/1$/;
const page = '<!doctype html><html><title>Sign in</title></html>';
const html = { content: page, headers: { 'Content-Type': 'text/html' } };

describe('row 8: 404 for a chunk', () => {
  test('means that it holds the fill value, where the documents could be read', async () => {
    const world = makeWorld();
    const reader = await openReader(url, world);
    const undo = server.onPath(chunkPath, { status: 404 });
    expect(await read(reader, [0, 1], world)).toBeUndefined();
    undo();
    expect(reader.dataset.levels[0]?.array?.fillValue).toBe(7);
    expect(world.traffic).toMatchObject({ notFound: expect.any(Number), failed: 0 });
  });

  test.each([500, 503, 'drop'] as const)('is not what %s means', async (status) => {
    const world = makeWorld();
    const reader = await openReader(url, world);
    const undo = server.onPath(chunkPath, { status });
    const { code } = await failureOf(read(reader, [0, 1], world));
    undo();
    expect(code).toBe(status === 'drop' ? 'network' : 'http');
  });
});

describe('row 9: 403 for a chunk of a dataset whose documents can be read', () => {
  test('means absent on a host that forbids what it lacks', async () => {
    const undo = server.onPath(/(\/c\/0\/1|absent-?[^/]*|probe[^/]*)$/, { status: 403 });
    const world = makeWorld();
    const reader = await openReader(url, world);
    expect(await read(reader, [0, 1], world)).toBeUndefined();
    undo();
  });

  test('means forbidden on a host that says 404 of what it lacks', async () => {
    const undo = server.onPath(chunkPath, { status: 403 });
    const world = makeWorld();
    const reader = await openReader(url, world);
    expect((await failureOf(read(reader, [0, 1], world))).code).toBe('forbidden');
    undo();
  });
});

test.each([401, 403])(
  'row 10: %i for the documents asks for a new link, and tells no secret',
  async (status) => {
    const undo = server.onPath(/\/array\//, { status });
    const error = await failureOf(openReader(`${url}?X-Amz-Signature=SECRET`));
    undo();
    expect(error.code).toBe('forbidden');
    expect(JSON.stringify([error.message, error.detail])).not.toContain('SECRET');
    expect(errorText(error, `${url}?X-Amz-Signature=SECRET`).remedy).toMatch(/link/i);
    const world = makeWorld();
    expect(bytesOf(await read(await openReader(shard, world), [0, 1], world))).toEqual(chunkOf(0, 1));
  },
);

describe('row 20: a captive portal that answers everything with a page', () => {
  test.each([200, 404])('(status %i) is no dataset', async () => {
    const undo = server.onPath(/./, html);
    const error = await failureOf(openReader(url));
    undo();
    expect(error.code).toBe('not-a-dataset');
    expect(error.message).toMatch(/HTML|web page/i);
  });

  test.each([
    ['typed as one', html.headers],
    ['typed as data', { 'Content-Type': 'application/octet-stream' }],
  ])('is no chunk either, %s, and is not kept', async (_, headers) => {
    const world = makeWorld();
    const reader = await openReader(url, world);
    const undo = server.onPath(chunkPath, { content: page, headers });
    expect((await failureOf(read(reader, [0, 1], world))).code).toBe('corrupt-chunk');
    undo();
    expect(bytesOf(await read(reader, [0, 1], world))).toEqual(chunkOf(0, 1));
  });
});

describe('row 21: a redirect to another origin', () => {
  const redirect = (path: string, search: string) => `${other.url}${path}${search}`;

  test('is followed where there is nothing to lose', async () => {
    const undo = server.onPath(/./, { redirect });
    const world = makeWorld();
    const reader = await openReader(url, world);
    expect(bytesOf(await read(reader, [0, 1], world))).toEqual(chunkOf(0, 1));
    undo();
  });

  test('is refused where the link carries a key, which goes nowhere else', async () => {
    const undo = server.onPath(/./, { redirect });
    const error = await failureOf(openReader(`${url}?token=SECRET`));
    undo();
    expect(error.message).not.toContain('SECRET');
    expect(other.log()).toEqual([]);
  });
});

describe.each([
  ['a plain array', () => url],
  ['a shard', () => shard],
])('rows 23 and 24: %s on a server that exposes no header', (_, location) => {
  test('is read right, without a preflight', async () => {
    const undo = server.onPath(/./, { expose: [], preflight: 403, headers: { ETag: '"1"' } });
    const seen = crossOriginFetch();
    const world = makeWorld(seen.fetch);
    const reader = await openReader(location(), world);
    for (const i of [0, 2]) expect(bytesOf(await read(reader, [i, 3], world))).toEqual(chunkOf(i, 3));
    undo();
    expect(seen.preflighted).toEqual([]);
  });
});

test('row 22 (the part that a server sees): nothing of a dataset is asked for once CORS forbade its documents', async () => {
  const forbidding: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (init?.mode === 'no-cors') return response;
    throw new TypeError('Failed to fetch');
  };
  const error = await failureOf(openReader(url, makeWorld(forbidding)));
  expect(error.code).toBe('cors');
  expect(error.message).toMatch(/CORS/);
  expect(server.log().filter(({ path }) => path.includes('/c/'))).toEqual([]);
});
