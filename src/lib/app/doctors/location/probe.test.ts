import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFixtureServer, type FixtureServer } from '../../../../../tests/fixtures/fixture-server';
import { isPrivateHost } from '../../../share';
import { probe, type Failed, type ProbeEffects } from './probe';
import { verdictOf } from './verdict';

const secret = 'SECRET123';
let server: FixtureServer;
let other: FixtureServer;
beforeEach(async () => {
  [server, other] = await Promise.all([startFixtureServer(), startFixtureServer()]);
});
afterEach(() => Promise.all([server.close(), other.close()]));

function effects(more: Partial<ProbeEffects> = {}): ProbeEffects {
  return {
    ...{ fetch, isOnline: () => true, pageUrl: 'http://localhost/', isPrivateHost },
    permission: () => Promise.resolve(undefined),
    deadline: () => AbortSignal.timeout(10_000),
    ...more,
  };
}
const failed = (code: Failed['code'], root: string, more: Partial<Failed> = {}): Failed => ({
  ...{ root: new URL(root), isFile: false, code, given: 'nothing' },
  ...more,
});
const image = (): string => `${server.generated('gen:ramp?levels=2&tile=32')}/`;

describe('probe', () => {
  it('finds what is there, with a request for each document and one for a part', async () => {
    const found = await probe(failed('network', image()), effects());
    expect(found).toMatchObject({
      ranges: 'honoured',
      isOnline: true,
      documents: [{ status: 200 }, { status: 404 }, { status: 404 }],
    });
    expect(server.log()).toHaveLength(4);
    expect(verdictOf(found)).toBe('opens');
  });

  it('asks for a part of what failed', async () => {
    server.onPath(/\/c\//, { ranges: false });
    const failedUrl = `${image()}0/c/0/0`;
    const found = await probe(failed('bad-range', image(), { failedUrl }), effects());
    expect([found.ranges, verdictOf(found)]).toEqual(['ignored', 'no-ranges']);
    const elsewhere = { failedUrl: `${other.url}/0/c/0/0` };
    expect((await probe(failed('bad-range', image(), elsewhere), effects())).ranges).toBe('honoured');
    expect(other.log()).toEqual([]);
  });

  it('sends a query to its own origin alone, and tells it to no one', async () => {
    server.onPath(/./, { redirect: (path, search) => `${other.url}${path}${search}` });
    const found = await probe(failed('redirected', `${image()}?sig=${secret}`), effects());
    expect(verdictOf(found)).toBe('sign-in');
    expect(other.log()).toEqual([]);
    expect(JSON.stringify(found)).not.toContain(secret);
  });

  it('says where a redirect led, without its query', async () => {
    other.serve('login', { 'index.html': new TextEncoder().encode('<!doctype html>Sign in') });
    server.onPath(/./, { redirect: () => `${other.url}/objects/login/index.html?from=${secret}` });
    const found = await probe(failed('not-a-dataset', image()), effects());
    expect(verdictOf(found)).toBe('sign-in');
    expect(found.documents[0]).toMatchObject({
      isPage: true,
      redirectedTo: `${other.url}/objects/login/index.html`,
    });
  });

  it('sends no cookies, no referrer, and past every cache', async () => {
    const sent: RequestInit[] = [];
    const watched: typeof fetch = (input, init = {}) => {
      sent.push(init);
      return fetch(input, init);
    };
    await probe(failed('network', image()), effects({ fetch: watched }));
    for (const init of sent)
      expect(init).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' });
    expect(sent.flatMap(({ headers }) => Object.keys(headers ?? {}))).toEqual(['range']);
  });

  it('asks nothing of what a browser blocks', async () => {
    const page = { pageUrl: 'https://viewer.example/', fetch: () => Promise.reject(new Error('Asked.')) };
    const found = await probe(failed('mixed-content', 'http://data.example/a.zarr/'), effects(page));
    expect([found.documents, verdictOf(found)]).toEqual([[], 'mixed-content']);
  });

  it('tells a server that is silent from one whose answers are hidden', async () => {
    const hides: typeof fetch = (input, init) =>
      init?.mode === 'no-cors'
        ? fetch(input, { ...init, mode: 'cors' })
        : Promise.reject(new TypeError('Hidden.'));
    expect(verdictOf(await probe(failed('cors', image()), effects({ fetch: hides })))).toBe('cors');
    const root = image();
    await server.close();
    expect(verdictOf(await probe(failed('network', root), effects()))).toBe('unreachable');
    server = await startFixtureServer();
  });
});
